import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import { focusEntry } from '#renderer/hooks/entries.ts';

/**
 * Keeps the focus when the entry that had it goes away: it moves to the one that has taken its place, or where there is
 * none to `fallback`.
 * @param ids of the entries in the order they are seen
 */
export function useEntryFocus(
  container: RefObject<HTMLElement | null>,
  ids: readonly string[],
  fallback: () => void,
): void {
  const last = useRef<{ readonly id: string; readonly at: number } | null>(null);
  const latest = useRef({ ids, fallback });
  latest.current = { ids, fallback };

  useEffect(() => {
    const element = container.current;
    if (element === null) return;
    const note = (event: FocusEvent) => {
      const id = (event.target as Element | null)?.closest<HTMLElement>('[data-entry]')?.dataset['entry'];
      if (id !== undefined) last.current = { id, at: latest.current.ids.indexOf(id) };
    };
    // Whoever goes elsewhere by himself is not called back.
    const leave = (event: FocusEvent) => {
      const to = event.relatedTarget;
      // A question that is asked about the entry gives the focus back to it, or to where it was.
      if (to instanceof Element && !element.contains(to) && to.closest('[role="dialog"]') === null)
        last.current = null;
    };
    element.addEventListener('focusin', note);
    element.addEventListener('focusout', leave);
    return () => {
      element.removeEventListener('focusin', note);
      element.removeEventListener('focusout', leave);
    };
  }, [container]);

  const key = ids.join(' ');
  useLayoutEffect(() => {
    const before = last.current;
    const { ids: now, fallback: otherwise } = latest.current;
    if (before === null || now.includes(before.id)) return;
    last.current = null;
    const next = now[Math.min(Math.max(0, before.at), now.length - 1)];
    if (next === undefined || !focusEntry(next)) otherwise();
  }, [key]);
}
