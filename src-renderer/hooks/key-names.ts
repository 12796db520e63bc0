import type { KeySequence, Press } from '#shared/contract/ipc/own-keys.ts';

/** What the keys of a keyboard print, by `KeyboardEvent.code`; empty where nobody tells. */
export type KeyboardLayout = Pick<ReadonlyMap<string, string>, 'get'>;

const NAMES: Readonly<Record<string, string>> = {
  Enter: '↵',
  NumpadEnter: '↵',
  Escape: 'Esc',
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  Backspace: '⌫',
  Delete: 'Del',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
};

/** What a US keyboard prints where the code does not say it. */
const PRINTED: Readonly<Record<string, string>> = {
  Slash: '/',
  Backslash: '\\',
  Comma: ',',
  Period: '.',
  Semicolon: ';',
  Quote: "'",
  Backquote: '`',
  BracketLeft: '[',
  BracketRight: ']',
  Minus: '-',
  Equal: '=',
};

const NO_LAYOUT: KeyboardLayout = new Map();

const isMac = (os: string) => os === 'darwin' || os.toLowerCase().includes('mac');

/** What stands on a key: as the keyboard prints it where that is known, else as a US one does. */
function printed(code: string, layout: KeyboardLayout): string {
  const told = layout.get(code);
  if (told !== undefined && told.trim() !== '') return told.toLocaleUpperCase();
  return PRINTED[code] ?? code.replace(/^(Key|Digit)/, '');
}

function pressLabel(press: Press, mac: boolean, layout: KeyboardLayout): string {
  const name = NAMES[press.code] ?? printed(press.code, layout);
  const asks = press.shift === true && name === '/';
  return [
    press.mod === true ? (mac ? '⌘' : 'Ctrl') : '',
    press.alt === true ? (mac ? '⌥' : 'Alt') : '',
    press.shift === true && !asks ? '⇧' : '',
    asks ? '?' : name,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** How keys are written on screen: `E`, `G Q`, `Ctrl ↵`, `⌘ ↵`, `?`. */
export function keysLabel(sequence: KeySequence, os: string, layout: KeyboardLayout = NO_LAYOUT): string {
  return sequence.map((press) => pressLabel(press, isMac(os), layout)).join(' ');
}

/** The same for `aria-keyshortcuts` (WAI-ARIA 1.2); sequences cannot be said there. */
export function keysAria(
  sequence: KeySequence,
  os: string,
  layout: KeyboardLayout = NO_LAYOUT,
): string | undefined {
  const press = sequence[0];
  if (press === undefined || sequence.length > 1) return undefined;
  const name = press.code in NAMES ? press.code : printed(press.code, layout);
  return [
    press.mod === true ? (isMac(os) ? 'Meta' : 'Control') : '',
    press.alt === true ? 'Alt' : '',
    press.shift === true ? 'Shift' : '',
    name,
  ]
    .filter((part) => part !== '')
    .join('+');
}
