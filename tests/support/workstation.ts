import { openBrowserWorkstation } from './browser-workstation.ts';
import { openDesktopWorkstation } from './desktop-workstation.ts';
import type { Host, Workstation } from './running-workstation.ts';

/**
 * Starts a workstation.
 * @param options.url where the helpdesk is: the browser host is loaded from there, the desktop is told on its first screen
 */
export function openWorkstation(
  host: Host,
  options: { readonly profileDir: string; readonly url: string },
): Promise<Workstation> {
  return host === 'desktop' ? openDesktopWorkstation(options) : openBrowserWorkstation(options);
}
