import type { DeviceId, PersonId, QueueId, TicketId } from '#shared/base/brand.ts';
import {
  MAX_PRESENT,
  strongerDoing,
  type Doing,
  type PresenceMark,
  type PresenceNews,
} from '#shared/domain/presence/presence.ts';
import type { Sight } from '../desk/sight.ts';

/** One window at one ticket. */
export interface Attention {
  readonly deviceId: DeviceId;
  /** Of this device, named by itself. */
  readonly window: string;
  readonly personId: PersonId;
  readonly ticketId: TicketId;
  /** Where the ticket is: who sees the queue sees who is at it (I8). */
  readonly queueId: QueueId;
  readonly doing: Doing;
}

/** A person at a ticket, whatever windows he has there. */
export interface PersonAtTicket {
  readonly personId: PersonId;
  readonly ticketId: TicketId;
  readonly queueId: QueueId;
  readonly doing: Doing;
}

/** By person and ticket. */
export type PresenceView = ReadonlyMap<string, PersonAtTicket>;

/** What was and what is; null: not there. */
export interface PresenceChange {
  readonly before: PersonAtTicket | null;
  readonly after: PersonAtTicket | null;
}

/** The people behind the windows. */
export function viewOf(windows: Iterable<Attention>): PresenceView {
  const view = new Map<string, PersonAtTicket>();
  for (const { personId, ticketId, queueId, doing } of windows) {
    const key = `${personId} ${ticketId}`;
    const known = view.get(key);
    const stronger = known === undefined ? doing : strongerDoing(known.doing, doing);
    view.set(key, { personId, ticketId, queueId, doing: stronger });
  }
  return view;
}

/** What has changed from one view to the next. */
export function changesBetween(before: PresenceView, after: PresenceView): readonly PresenceChange[] {
  const changes: PresenceChange[] = [];
  for (const [key, now] of after) {
    const earlier = before.get(key) ?? null;
    if (earlier?.doing !== now.doing || earlier.queueId !== now.queueId)
      changes.push({ before: earlier, after: now });
  }
  for (const [key, earlier] of before) if (!after.has(key)) changes.push({ before: earlier, after: null });
  return changes;
}

/** What a person is told of changes: of others only, and of tickets he sees; null: nothing. */
export function newsOfChanges(
  changes: readonly PresenceChange[],
  sight: Sight,
  me: PersonId,
): PresenceNews | null {
  const marks = changes.flatMap(({ before, after }): PresenceMark[] => {
    const one = after ?? before;
    if (one === null || one.personId === me) return [];
    const { personId, ticketId } = one;
    if (after !== null && isInSight(after, sight)) return [{ personId, ticketId, doing: after.doing }];
    return before !== null && isInSight(before, sight) ? [{ personId, ticketId, doing: null }] : [];
  });
  return marks.length === 0 ? null : { anew: false, marks: marks.slice(0, MAX_PRESENT) };
}

/** What a person is told who knows nothing yet. */
export function newsOfView(view: PresenceView, sight: Sight, me: PersonId): PresenceNews {
  const marks = [...view.values()]
    .filter((each) => each.personId !== me && isInSight(each, sight))
    .map(({ personId, ticketId, doing }) => ({ personId, ticketId, doing }));
  return { anew: true, marks: marks.slice(0, MAX_PRESENT) };
}

function isInSight({ queueId }: PersonAtTicket, { queueIds }: Sight): boolean {
  return queueIds === null || queueIds.includes(queueId);
}
