import { expect, test } from 'vitest';
import { acceleratorOf } from '#main/app/accelerator.ts';
import { MENU_KEYS } from '#shared/contract/ipc/own-keys.ts';

test('a menu shows the first key that may be its own: one press with Ctrl or Cmd', () => {
  expect(acceleratorOf([MENU_KEYS['go.settings']])).toBe('CmdOrCtrl+,');
  expect(acceleratorOf([[{ code: 'KeyG' }, { code: 'KeyO' }], MENU_KEYS['go.outbox']])).toBe(
    'CmdOrCtrl+Shift+O',
  );
  expect(acceleratorOf([[{ code: 'KeyO' }], [{ code: 'KeyG' }, { code: 'KeyO' }]])).toBeNull();
  expect(acceleratorOf([[{ code: 'AltGraph', mod: true }], [{ code: 'Digit7', mod: true }]])).toBe(
    'CmdOrCtrl+7',
  );
  expect(acceleratorOf([])).toBeNull();
});
