import {
  useCallback,
  useLayoutEffect,
  useMemo,
  useReducer,
  useRef,
  useState,
  type PointerEvent,
  type RefObject,
} from 'react';
import type { TicketId } from '#shared/base/brand.ts';
import type { TicketRow } from '#renderer/data/read/desk-reader.ts';
import { indexOfTicket } from '#renderer/data/read/row-index.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useWorkspace } from '#renderer/hooks/workspace.ts';
import { keepPlace, type Room } from './keep-place.ts';
import { NO_ROWS, steadyRows, type SteadyRows } from './steady-rows.ts';

const NO_ROOM: Room = { lead: 0, tail: 0 };
const NOTHING: ReadonlySet<TicketId> = new Set();
/** A pointer that stays on a row so long may press it; one that only passes over does not. In milliseconds. */
const RESTS_MS = 40;

/**
 * The rows of a list as they are shown, so that nothing moves under the hand: the row under the pointer, or else the one the
 * keyboard is on, stays where it is on the screen; what comes above it is told, not pushed in. One list only: give the
 * component another `key` for another list.
 */
export function useSteadyList(props: {
  readonly list: readonly TicketRow[];
  readonly cursorId: TicketId | null;
  readonly scroller: RefObject<HTMLElement | null>;
  /** Height of a row in CSS pixels. */
  readonly rowPx: number;
}) {
  const { list, cursorId, scroller, rowPx } = props;
  const { read } = useDesk();
  const workspace = useWorkspace();
  const pointed = useRef<TicketId | null>(null);
  const reading = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [left, leave] = useReducer((n: number) => n + 1, 0);
  const shown = useRef<SteadyRows>(NO_ROWS);
  const [room, setRoom] = useState(NO_ROOM);
  const scrollTo = useRef<number | null>(null);
  const [above, setAbove] = useState(NOTHING);

  const steady = useMemo(
    () =>
      steadyRows(
        shown.current,
        list,
        [pointed.current, cursorId].flatMap((id) => id ?? []),
        { now: (id) => read.row(id), isOwnAct: (id) => read.row(id)?.pending === true },
      ),
    // `left`: the pointer has left a row that was only there for it.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
    [list, cursorId, left, read],
  );

  /** Room that was made for the hand is given back when it has gone. */
  const giveBack = useCallback(() => {
    if (room === NO_ROOM) return;
    scrollTo.current = Math.max(0, (scroller.current?.scrollTop ?? 0) - room.lead);
    setRoom(NO_ROOM);
  }, [room, scroller]);

  useLayoutEffect(() => {
    const before = shown.current;
    shown.current = steady;
    workspace.shown = steady.rows;
    const element = scroller.current;
    if (element === null || before.rows === steady.rows || before.rows.length === 0) return;
    // What is not on the screen is under no pointer. Held on to, it would be looked for among all rows at each change.
    const under = pointed.current;
    if (under !== null && element.querySelector(`[data-ticket="${under}"]`) === null) pointed.current = null;
    const hand = handOn(before.rows);
    if (hand === null) return;
    const from = indexOfTicket(before.rows, hand, Math.floor((element.scrollTop - room.lead) / rowPx));
    const to = indexOfTicket(steady.rows, hand, from);
    if (from < 0 || to < 0 || from === to) return;
    const next = keepPlace({
      room,
      scrollTop: element.scrollTop,
      shift: (to - from) * rowPx,
      height: element.clientHeight,
      content: steady.rows.length * rowPx,
    });
    // What was there is the same object in its place, or moved by as much: the rest is looked for.
    const come = steady.rows
      .slice(0, to)
      .filter((row, at) => before.rows[at] !== row && before.rows[at + from - to] !== row)
      .filter((row) => indexOfTicket(before.rows, row.ticket.id) < 0);
    if (come.length > 0) setAbove((ids) => new Set([...ids, ...come.map((row) => row.ticket.id)]));
    if (next.room.lead === room.lead && next.room.tail === room.tail) element.scrollTop = next.scrollTop;
    else {
      scrollTo.current = next.scrollTop;
      setRoom(next.room);
    }

    /** What must not move: the row under the pointer, the one the keyboard is on, else the first in sight of a scrolled list. */
    function handOn(rows: readonly TicketRow[]): TicketId | null {
      const top = (element as HTMLElement).scrollTop - room.lead;
      const bottom = top + (element as HTMLElement).clientHeight;
      for (const id of [pointed.current, cursorId]) {
        const at = indexOfTicket(rows, id, Math.floor(top / rowPx));
        const isInSight = at >= 0 && (at + 1) * rowPx > top && at * rowPx < bottom;
        if (isInSight && indexOfTicket(steady.rows, id, at) >= 0) return id;
      }
      if (top <= 0) return null;
      return rows[Math.floor(top / rowPx)]?.ticket.id ?? null;
    }
    // Only a change of the rows is made good; the rest is read as it is at that moment.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
  }, [steady]);

  useLayoutEffect(() => {
    if (scrollTo.current !== null && scroller.current !== null) scroller.current.scrollTop = scrollTo.current;
    scrollTo.current = null;
  }, [room, scroller]);

  // A move of the keyboard is a move of the list.
  const cursorBefore = useRef(cursorId);
  useLayoutEffect(() => {
    if (cursorBefore.current === cursorId) return;
    cursorBefore.current = cursorId;
    if (pointed.current === null) giveBack();
  }, [cursorId, giveBack]);

  useLayoutEffect(
    () => () => {
      workspace.shown = null;
    },
    [workspace],
  );

  const look = () => {
    if (above.size === 0) return;
    const first = Math.ceil(((scroller.current?.scrollTop ?? 0) - room.lead) / rowPx);
    const still = [...above].filter((id) => {
      const at = indexOfTicket(shown.current.rows, id);
      return at >= 0 && at < first;
    });
    if (still.length < above.size) setAbove(still.length === 0 ? NOTHING : new Set(still));
  };

  return {
    ...steady,
    room,
    /** How many have come above what is in sight, and were not looked at. */
    newAbove: above.size,
    showAbove() {
      setAbove(NOTHING);
      giveBack();
      if (scroller.current !== null) scroller.current.scrollTop = 0;
    },
    handlers: {
      onPointerOver(event: PointerEvent) {
        const row = (event.target as Element).closest<HTMLElement>('[data-ticket]');
        const id = (row?.dataset['ticket'] ?? null) as TicketId | null;
        if (id === pointed.current) return;
        const other = pointed.current;
        pointed.current = id;
        clearTimeout(reading.current);
        // The pointer comes before the press: by then the conversation is here.
        if (id !== null) reading.current = setTimeout(() => read.conversation(id).get(), RESTS_MS);
        if (other !== null && steady.pinned.has(other)) leave();
      },
      onPointerLeave() {
        pointed.current = null;
        clearTimeout(reading.current);
        if (steady.pinned.size > 0) leave();
        giveBack();
      },
      onScroll: look,
    },
  };
}
