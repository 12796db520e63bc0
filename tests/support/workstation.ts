import type { Settings } from '#shared/contract/ipc/settings.ts';
import { openBrowserWorkstation } from './browser-workstation.ts';
import { openDesktopWorkstation } from './desktop-workstation.ts';
import type { Host, Workstation } from './running-workstation.ts';

/**
 * Starts a workstation.
 * @param options.settings of a profile that has none yet
 * @param options.url where the helpdesk is: the browser host is loaded from there, the desktop is told on its first screen
 */
export function openWorkstation(
  host: Host,
  options: { readonly profileDir: string; readonly url: string; readonly settings?: Partial<Settings> },
): Promise<Workstation> {
  // What is sent goes at once, and nobody is new here, unless a scenario is about that.
  const usual: Partial<Settings> = { undoSendSeconds: 0, firstSteps: { state: 'put-off', done: [] } };
  const given = { ...options, settings: { ...usual, ...options.settings } };
  return host === 'desktop' ? openDesktopWorkstation(given) : openBrowserWorkstation(given);
}
