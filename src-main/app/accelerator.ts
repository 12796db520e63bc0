import type { KeySequence, Press } from '#shared/contract/ipc/own-keys.ts';

/** How Electron writes keys of a US keyboard that do not stand in their code. */
const WRITTEN: Readonly<Record<string, string>> = {
  Comma: ',',
  Period: '.',
  Slash: '/',
  Backslash: '\\',
  Semicolon: ';',
  Quote: "'",
  Backquote: '`',
  BracketLeft: '[',
  BracketRight: ']',
  Minus: '-',
  Equal: '=',
  Enter: 'Return',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
};

/**
 * The first of an action's keys that a menu can have, in Electron's words: one press with Ctrl or Cmd. Null where there is
 * none: single keys would be taken from whoever is typing.
 */
export function acceleratorOf(keys: readonly KeySequence[]): string | null {
  for (const sequence of keys) {
    const press = sequence[0];
    if (press === undefined || sequence.length > 1 || press.mod !== true) continue;
    const key = keyOf(press);
    if (key !== null) return ['CmdOrCtrl', ...(press.shift === true ? ['Shift'] : []), key].join('+');
  }
  return null;
}

function keyOf({ code }: Press): string | null {
  return WRITTEN[code] ?? /^(?:Key|Digit)([A-Z\d])$/.exec(code)?.[1] ?? null;
}
