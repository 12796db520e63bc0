import { bootHelpdesk } from '#tests/support/helpdesk.ts';
import { describeHelpdeskContract } from './describe-helpdesk-contract.ts';

describeHelpdeskContract('the helpdesk itself', bootHelpdesk);
