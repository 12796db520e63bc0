/** One press: `code` is the physical key (KeyboardEvent.code), so that it works in every layout. */
export interface Press {
  readonly code: string;
  readonly shift?: boolean;
  /** Ctrl, on a Mac Cmd. */
  readonly mod?: boolean;
  /** Only with the focus in the list or nowhere: elsewhere the key means something else. */
  readonly inList?: boolean;
}

/** Presses one after the other, usually one. */
export type KeySequence = readonly Press[];

/** How long the second press of a sequence is waited for, in milliseconds. */
export const SEQUENCE_MS = 1500;

/** Whether an event is this press. */
export function isPress(
  press: Press,
  event: Pick<KeyboardEvent, 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>,
) {
  return (
    event.code === press.code &&
    event.shiftKey === (press.shift ?? false) &&
    (event.ctrlKey || event.metaKey) === (press.mod ?? false) &&
    !event.altKey
  );
}

const NAMES: Readonly<Record<string, string>> = {
  Enter: '↵',
  Escape: 'Esc',
  ArrowDown: '↓',
  ArrowUp: '↑',
  Slash: '/',
};

/** How keys are written on screen: `E`, `G Q`, `Ctrl ↵`, `⌘ ↵`, `?`. */
export function keysLabel(sequence: KeySequence, os: string): string {
  const mac = os === 'darwin' || os.toLowerCase().includes('mac');
  return sequence
    .map((press) => {
      if (press.code === 'Slash' && press.shift === true) return '?';
      const name = NAMES[press.code] ?? press.code.replace(/^(Key|Digit)/, '');
      return [press.mod === true ? (mac ? '⌘' : 'Ctrl') : '', press.shift === true ? '⇧' : '', name]
        .filter((part) => part !== '')
        .join(' ');
    })
    .join(' ');
}

/** The same for `aria-keyshortcuts` (WAI-ARIA 1.2); sequences cannot be said there. */
export function keysAria(sequence: KeySequence): string | undefined {
  const press = sequence[0];
  if (press === undefined || sequence.length > 1) return undefined;
  const name = press.code === 'Slash' ? '/' : press.code.replace(/^(Key|Digit)/, '');
  return [press.mod === true ? 'Control' : '', press.shift === true ? 'Shift' : '', name]
    .filter((part) => part !== '')
    .join('+');
}

/** Whether what has the focus takes letters, so that single keys must be left to it. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('[contenteditable=""],[contenteditable="true"]') !== null) return true;
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return (
    target instanceof HTMLInputElement && !/^(button|checkbox|radio|range|file|submit)$/.test(target.type)
  );
}

/** Whether the focus is inside something that lies over the desk (a dialog, a menu): keys belong to it then. */
export function isInOverlay(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('[role="dialog"],[role="menu"],[role="listbox"][data-overlay]') !== null
  );
}
