import { useEffect, useRef, useState } from 'react';
import { isInOverlay, isPress, isSamePress, isTyping, SEQUENCE_MS, type Press } from './keys.ts';
import type { Action, ActionSubject } from './use-actions.ts';

/**
 * Runs actions by their keys anywhere in the window: off while typing and inside dialogs and menus, but for those that work
 * anywhere.
 *
 * @param enabled `anywhere`: only those that work anywhere; `none` while a dialog is open
 * @returns the first press of a sequence that has been begun, until it is finished, given up or forgotten
 */
export function useActionKeys(
  actions: readonly Action[],
  subject: (action: Action) => ActionSubject,
  enabled: 'all' | 'anywhere' | 'none',
): Press | null {
  const latest = useRef({ actions, subject, enabled });
  latest.current = { actions, subject, enabled };
  const [begun, setBegun] = useState<Press | null>(null);

  useEffect(() => {
    let first: { readonly press: Press; readonly at: number } | null = null;
    let forget: ReturnType<typeof setTimeout> | undefined;

    const begin = (press: Press | null, at: number) => {
      first = press === null ? null : { press, at };
      setBegun(press);
      clearTimeout(forget);
      if (press !== null) forget = setTimeout(() => begin(null, 0), SEQUENCE_MS);
    };

    const onKeyDown = (event: KeyboardEvent) => {
      const now = latest.current;
      if (now.enabled === 'none' || event.defaultPrevented || event.isComposing) return;
      if (/^(Shift|Control|Alt|Meta)/.test(event.code)) return;
      const typing = isTyping(event.target) || isInOverlay(event.target) || now.enabled === 'anywhere';
      const before = !typing && first !== null && event.timeStamp - first.at <= SEQUENCE_MS ? first : null;
      if (first !== null) begin(null, 0);
      // Gives up a sequence, and nothing else.
      if (before !== null && event.code === 'Escape') return event.preventDefault();
      let prefix: Press | null = null;
      for (const action of now.actions) {
        if (action.where === 'own' || (typing && action.where !== 'anywhere')) continue;
        for (const [one, two] of action.keys) {
          if (one === undefined || (one.inList === true && !isInList(event.target))) continue;
          if (typing && one.mod !== true) continue;
          if (two === undefined && (before !== null || !isPress(one, event))) continue;
          if (two !== undefined && before === null && isPress(one, event)) prefix = one;
          if (
            two !== undefined &&
            (before === null || !isSamePress(before.press, one) || !isPress(two, event))
          )
            continue;
          const on = now.subject(action);
          if (action.when(on) !== 'yes') continue;
          event.preventDefault();
          action.run(on);
          return;
        }
      }
      if (prefix !== null && !typing) begin(prefix, event.timeStamp);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      clearTimeout(forget);
    };
  }, []);

  return begun;
}

/** Enter and arrows mean the list only where they mean nothing else. */
function isInList(target: EventTarget | null): boolean {
  if (target === document.body || target === document.documentElement || !(target instanceof Element))
    return true;
  return target.closest('[data-ticket-list],[data-entry-list]') !== null;
}
