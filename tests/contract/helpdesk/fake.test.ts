import { bootFakeHelpdesk } from '#tests/support/fake-contract-host.ts';
import { describeHelpdeskContract } from './describe-helpdesk-contract.ts';

describeHelpdeskContract("the fake of the ring's tests", bootFakeHelpdesk, {
  without: {
    openapi: 'it has no description, only what the ring asks for',
    presence: 'nothing depends on it: the ring works with helpdesks that do not know it',
    'sign-in-limit': 'the ring does not sign in',
    'download-range': 'the ring takes the whole where it gets it',
    'download-headers': 'what a browser may do with a download is no concern of the ring',
  },
});
