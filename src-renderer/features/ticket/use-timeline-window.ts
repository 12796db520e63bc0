import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useMemo, useRef, type RefObject } from 'react';
import type { Look } from '#renderer/hooks/workspace.ts';
import type { TimelineItem } from './group-timeline.ts';
import { clearMarks, markWords } from './mark-words.ts';

/** Closer to the end than this many pixels counts as being at the end. */
const NEAR = 48;
/** A first guess of heights in CSS pixels; the true ones are measured. */
const GUESS = { day: 26, unread: 24, events: 30, message: 96 } as const;
/** How long a message that was jumped to stays marked, in milliseconds. */
const LIT_MS = 1_600;
/** Frames to wait for a line to be rendered after scrolling to it. */
const FRAMES = 60;

/** The lines of a timeline that exist at this moment, and the ways to get to others. */
export function useTimelineWindow(items: readonly TimelineItem[]) {
  const scroller: RefObject<HTMLElement | null> = useRef<HTMLElement>(null);
  /** The line that has the focus stays, wherever it is scrolled to: focus is never lost. */
  const held = useRef<string | null>(null);
  const latest = useRef(items);
  latest.current = items;

  // oxlint-disable-next-line react/incompatible-library -- nothing below is memoised by what it gives
  const virtualizer = useVirtualizer<HTMLElement, HTMLDivElement>({
    count: items.length,
    getScrollElement: () => scroller.current,
    getItemKey: useCallback((index: number) => latest.current[index]?.key ?? index, []),
    estimateSize: (index) => GUESS[latest.current[index]?.kind ?? 'message'],
    overscan: 5,
    paddingStart: 9,
    paddingEnd: 9,
    initialRect: { width: 600, height: 700 },
    // Newest at the bottom: stays at the end while letters take their place, and where it is when read further up.
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: NEAR,
    initialOffset: Number.MAX_SAFE_INTEGER,
    rangeExtractor: useCallback((range: Range) => {
      const kept = latest.current.findIndex((item) => item.key === held.current);
      const indexes = defaultRangeExtractor(range);
      if (held.current === null || kept < 0 || indexes.includes(kept)) return indexes;
      return [...indexes, kept].toSorted((a, b) => a - b);
    }, []),
  });

  return useMemo(() => {
    const indexOf = (element: Element | null): number | null => {
      const row = element?.closest('[data-index]')?.getAttribute('data-index') ?? null;
      return row === null ? null : Number(row);
    };
    const findIndex = (to: Look): number => {
      const all = latest.current;
      const isMessage = (item: TimelineItem) => item.kind === 'message';
      const inFocus = document.activeElement === scroller.current ? null : document.activeElement;
      const at = scroller.current?.contains(inFocus) === true ? indexOf(inFocus) : null;
      switch (to) {
        case 'first':
          return all.findIndex(isMessage);
        case 'last':
          return all.findLastIndex(isMessage);
        case 'next':
          return at === null
            ? all.findLastIndex(isMessage)
            : all.findIndex((item, index) => index > at && isMessage(item));
        case 'previous':
          return all.findLastIndex((item, index) => (at === null || index < at) && isMessage(item));
        default:
          return all.findIndex(
            (item) =>
              (item.kind === 'message' && item.key === to) ||
              (item.kind === 'events' && item.entries.some(({ message }) => message.id === to)),
          );
      }
    };
    let asked = 0;
    return {
      scroller,
      virtualizer,
      isAtEnd: () => virtualizer.isAtEnd(NEAR),
      clearMarks: () => clearMarks(),
      onFocus: (target: EventTarget | null) => {
        const index = target instanceof Element ? indexOf(target) : null;
        held.current = index === null ? null : (latest.current[index]?.key ?? null);
      },
      /** Brings a line into sight, marks it for a moment and gives it the focus. */
      show(to: Look, words: string | null, { focus = true }: { readonly focus?: boolean } = {}): void {
        const index = findIndex(to);
        const key = latest.current[index]?.key;
        if (key === undefined) return;
        held.current = key;
        const n = (asked += 1);
        const find = (left: number): void => {
          if (n !== asked) return;
          const now = latest.current.findIndex((item) => item.key === key);
          const row = scroller.current?.querySelector(`[data-index="${now}"]`) ?? null;
          if (row === null || left > FRAMES - 3) {
            // Twice: what is above it is measured only now.
            virtualizer.scrollToIndex(now, { align: to === 'last' ? 'end' : 'start' });
            if (left > 0) requestAnimationFrame(() => find(left - 1));
            return;
          }
          const card = row.querySelector<HTMLElement>('article') ?? row;
          if (focus && card instanceof HTMLElement) card.focus({ preventScroll: true });
          if (to !== 'next' && to !== 'previous' && to !== 'first' && to !== 'last') light(card);
          if (words !== null) markWords(row, words);
        };
        find(FRAMES);
      },
    };
  }, [virtualizer]);
}

function light(card: Element): void {
  card.setAttribute('data-lit', '');
  setTimeout(() => card.removeAttribute('data-lit'), LIT_MS);
}
