import type { KeySequence, Press } from '#shared/contract/ipc/own-keys.ts';

export type { KeySequence, Press };

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
    event.altKey === (press.alt ?? false)
  );
}

/** Whether an event is one of these keys, where each is a single press. */
export function isOneOf(keys: readonly KeySequence[], event: Parameters<typeof isPress>[1]): boolean {
  return keys.some(([press, more]) => press !== undefined && more === undefined && isPress(press, event));
}

/** Whether two presses are the same keys, wherever they work. */
export function isSamePress(a: Press, b: Press): boolean {
  return (
    a.code === b.code &&
    (a.shift ?? false) === (b.shift ?? false) &&
    (a.mod ?? false) === (b.mod ?? false) &&
    (a.alt ?? false) === (b.alt ?? false)
  );
}

/** Whether two sequences are the same keys, wherever they work. */
export function isSameSequence(a: KeySequence, b: KeySequence): boolean {
  return (
    a.length === b.length &&
    a.every((press, index) => {
      const other = b[index];
      return other !== undefined && isSamePress(press, other);
    })
  );
}

/** Whether what has the focus takes letters, so that single keys must be left to it. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('[contenteditable=""],[contenteditable="true"],[role="textbox"]') !== null) return true;
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
