import type { ContractHost } from '#tests/support/contract-host.ts';
import { findDesktopObstacle, openDesktopPool } from '#tests/support/desktop-pool.ts';
import { bootHelpdesk } from '#tests/support/helpdesk.ts';
import { describeHelpdeskContract } from './describe-helpdesk-contract.ts';

/** Requests are made by the page of the built app in real Electron, so that they pass its proxy. */
async function boot(): Promise<ContractHost> {
  const helpdesk = await bootHelpdesk();
  const desktops = openDesktopPool(helpdesk.url);
  return {
    ...helpdesk,
    newClient: () => desktops.take(),
    endTest: () => desktops.takeBack(),
    async close() {
      await desktops.close();
      await helpdesk.close();
    },
  };
}

describeHelpdeskContract("the helpdesk behind the desktop's proxy", boot, {
  skipped: await findDesktopObstacle(),
  without: {
    'download-type': 'the proxy calls everything but pictures application/octet-stream',
  },
});
