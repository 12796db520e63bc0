import { useEffect, useRef } from 'react';
import { isInOverlay, isPress, isTyping, SEQUENCE_MS, type Press } from './keys.ts';
import type { Action, ActionSubject } from './use-actions.ts';

/** Runs actions by their keys anywhere in the window: off while typing and inside dialogs and menus. */
export function useActionKeys(
  actions: readonly Action[],
  subject: (action: Action) => ActionSubject,
  enabled: boolean,
): void {
  const latest = useRef({ actions, subject });
  latest.current = { actions, subject };

  useEffect(() => {
    if (!enabled) return;
    let first: { readonly press: Press; readonly at: number } | null = null;

    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      if (/^(Shift|Control|Alt|Meta)/.test(event.code)) return;
      if (isTyping(event.target) || isInOverlay(event.target)) {
        first = null;
        return;
      }
      const begun = first !== null && event.timeStamp - first.at <= SEQUENCE_MS ? first.press : null;
      first = null;
      let prefix: Press | null = null;
      for (const action of latest.current.actions) {
        if (action.where === 'own') continue;
        for (const sequence of action.keys) {
          const [one, two] = sequence;
          if (one === undefined || (one.inList === true && !isInList(event.target))) continue;
          if (two === undefined ? begun !== null || !isPress(one, event) : !matchesSecond(one, two)) continue;
          const on = latest.current.subject(action);
          if (action.when(on) !== 'yes') continue;
          event.preventDefault();
          action.run(on);
          return;
        }
      }
      if (prefix !== null) first = { press: prefix, at: event.timeStamp };

      function matchesSecond(one: Press, two: Press): boolean {
        if (begun !== null) return begun.code === one.code && isPress(two, event);
        if (isPress(one, event)) prefix = one;
        return false;
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [enabled]);
}

/** Enter and arrows mean the list only where they mean nothing else. */
function isInList(target: EventTarget | null): boolean {
  if (target === document.body || target === document.documentElement || !(target instanceof Element))
    return true;
  return target.closest('[data-ticket-list],[data-entry-list]') !== null;
}
