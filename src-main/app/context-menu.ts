import { clipboard, Menu, type BrowserWindow, type MenuItemConstructorOptions, type Session } from 'electron';
import type { Words } from './words.ts';

/** Leads nowhere: Chromium refuses this port before anything is asked. */
const NO_DOWNLOAD = 'http://127.0.0.1:9/';

/**
 * Both languages of the desk, where the system has dictionaries for them. macOS finds the language by itself. Elsewhere
 * Chromium would fetch missing dictionaries from its maker without asking: what is not on this computer stays away.
 */
export function setUpSpelling(session: Session): void {
  if (process.platform === 'darwin') return;
  session.setSpellCheckerDictionaryDownloadURL(NO_DOWNLOAD);
  const available = new Set(session.availableSpellCheckerLanguages);
  session.setSpellCheckerLanguages(['en-US', 'ru'].filter((language) => available.has(language)));
}

/** The menu under the right mouse button: spelling, clipboard, links. */
export function addContextMenu(window: BrowserWindow, words: () => Words): void {
  const contents = window.webContents;
  contents.on('context-menu', (_event, params) => {
    const say = words();
    const items: MenuItemConstructorOptions[] = [];
    if (params.misspelledWord !== '') {
      for (const suggestion of params.dictionarySuggestions) {
        items.push({ label: suggestion, click: () => contents.replaceMisspelling(suggestion) });
      }
      items.push({
        label: say.addWord,
        click: () => contents.session.addWordToSpellCheckerDictionary(params.misspelledWord),
      });
      items.push({ type: 'separator' });
    }
    const { editFlags, isEditable } = params;
    if (isEditable) items.push({ role: 'cut', label: say.cut, enabled: editFlags.canCut });
    if (isEditable || params.selectionText !== '') {
      items.push({ role: 'copy', label: say.copy, enabled: editFlags.canCopy });
    }
    if (isEditable) items.push({ role: 'paste', label: say.paste, enabled: editFlags.canPaste });
    if (params.linkURL !== '') {
      items.push({ label: say.copyLink, click: () => void clipboard.writeText(params.linkURL) });
    }
    if (items.length > 0) Menu.buildFromTemplate(items).popup({ window });
  });
}
