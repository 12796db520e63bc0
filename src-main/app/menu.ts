import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { EventData } from '#shared/contract/ipc/events.ts';
import { MENU_KEYS, type OwnKeys } from '#shared/contract/ipc/own-keys.ts';
import { acceleratorOf } from './accelerator.ts';
import type { Words } from './words.ts';

type Item = EventData<'menu.chosen'>['item'];

/** Puts up the application's menu. Called again when the language or the keys change. */
export function putUpMenu(words: Words, keys: OwnKeys, choose: (item: Item) => void): void {
  const isMac = process.platform === 'darwin';
  const settings: MenuItemConstructorOptions = {
    label: words.settings,
    ...withKey('go.settings', keys),
    click: () => choose('settings'),
  };
  const ownItems: MenuItemConstructorOptions[] = [
    { label: words.outbox, ...withKey('go.outbox', keys), click: () => choose('outbox') },
    { type: 'separator' },
    { label: words.signOut, click: () => choose('sign-out') },
  ];
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [macAppMenu(words, settings)] : []),
    {
      label: words.file,
      submenu: [
        ...(isMac ? [] : [settings]),
        ...ownItems,
        { type: 'separator' },
        isMac ? { role: 'close', label: words.close } : { role: 'quit', label: words.quit },
      ],
    },
    { label: words.edit, submenu: editItems(words) },
    { label: words.view, submenu: viewItems(words) },
    {
      label: words.window,
      role: 'window',
      submenu: [
        { role: 'minimize', label: words.minimize },
        { role: 'close', label: words.close },
      ],
    },
    {
      label: words.help,
      role: 'help',
      submenu: [
        { label: words.shortcuts, click: () => choose('shortcuts') },
        { type: 'separator' },
        { label: words.sync, click: () => choose('sync') },
        { label: words.saveDiagnostics, click: () => choose('diagnostics') },
      ],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

/** The key of an item, as the person has chosen it. */
function withKey(
  name: keyof typeof MENU_KEYS,
  keys: OwnKeys,
): Pick<MenuItemConstructorOptions, 'accelerator'> {
  const accelerator = acceleratorOf(keys[name] ?? [MENU_KEYS[name]]);
  return accelerator === null ? {} : { accelerator };
}

function macAppMenu(words: Words, settings: MenuItemConstructorOptions): MenuItemConstructorOptions {
  return {
    label: app.name,
    submenu: [
      { role: 'about' },
      { type: 'separator' },
      settings,
      { type: 'separator' },
      { role: 'services' },
      { type: 'separator' },
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      { type: 'separator' },
      { role: 'quit', label: words.quit },
    ],
  };
}

function editItems(words: Words): MenuItemConstructorOptions[] {
  return [
    { role: 'undo', label: words.undo },
    { role: 'redo', label: words.redo },
    { type: 'separator' },
    { role: 'cut', label: words.cut },
    { role: 'copy', label: words.copy },
    { role: 'paste', label: words.paste },
    { role: 'pasteAndMatchStyle', label: words.pastePlain },
    { role: 'selectAll', label: words.selectAll },
  ];
}

function viewItems(words: Words): MenuItemConstructorOptions[] {
  return [
    { role: 'resetZoom', label: words.zoomReset },
    { role: 'zoomIn', label: words.zoomIn },
    { role: 'zoomOut', label: words.zoomOut },
    { type: 'separator' },
    { role: 'togglefullscreen', label: words.fullScreen },
    ...(app.isPackaged
      ? []
      : ([
          { type: 'separator' },
          { role: 'reload', label: words.reload },
          { role: 'toggleDevTools', label: words.devTools },
        ] satisfies MenuItemConstructorOptions[])),
  ];
}
