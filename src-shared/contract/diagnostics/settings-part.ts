import type { Settings } from '../ipc/settings.ts';
import type { DesktopDiagnostics } from './diagnostics.ts';

/** Of the settings what says nothing about people and places: an address may hold a name or a password. */
export function settingsPartOf(settings: Settings): DesktopDiagnostics['settings'] {
  const { helpdesk, paneWidths } = settings;
  const { views, list, side } = paneWidths;
  return {
    helpdesk: helpdesk?.kind ?? 'none',
    isEncrypted: helpdesk?.kind === 'remote' ? helpdesk.url.startsWith('https:') : null,
    isSignedIn: settings.profile !== null,
    language: settings.language,
    theme: settings.theme,
    notifications: settings.notifications,
    paneWidths: {
      ...(views === undefined ? {} : { views }),
      ...(list === undefined ? {} : { list }),
      ...(side === undefined ? {} : { side }),
    },
  };
}
