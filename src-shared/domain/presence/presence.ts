import { z } from 'zod';
import { personIdSchema, ticketIdSchema, type PersonId, type TicketId } from '#shared/base/brand.ts';

/** Most people at tickets that are told of at once (I11). */
export const MAX_PRESENT = 2_000;

export const doingSchema = z.enum(['looking', 'note', 'reply']);
/** What somebody does at a ticket: looks at it, or writes a note or a reply. */
export type Doing = z.output<typeof doingSchema>;

export const presenceMarkSchema = z.object({
  personId: personIdSchema,
  ticketId: ticketIdSchema,
  /** Null: not there any more. */
  doing: doingSchema.nullable(),
});
export type PresenceMark = z.output<typeof presenceMarkSchema>;

export const presenceNewsSchema = z.object({
  /** What was known before is forgotten. */
  anew: z.boolean(),
  marks: z.array(presenceMarkSchema).max(MAX_PRESENT),
});
/** What has changed about who is at which ticket. */
export type PresenceNews = z.output<typeof presenceNewsSchema>;

/** Somebody at a ticket. */
export interface Present {
  readonly personId: PersonId;
  readonly doing: Doing;
}

/** Who is at which ticket: those who have been there longest first. */
export type Presence = ReadonlyMap<TicketId, readonly Present[]>;

export const NOBODY: Presence = new Map();
const NONE: readonly Present[] = [];

/** Takes news in. What has not changed stays the same object. */
export function applyPresence(before: Presence, { anew, marks }: PresenceNews): Presence {
  const after = new Map<TicketId, readonly Present[]>(anew ? [] : before);
  for (const { ticketId, personId, doing } of marks) {
    const there = after.get(ticketId) ?? NONE;
    const at = there.findIndex((each) => each.personId === personId);
    if (doing === null) {
      const left = there.filter((each) => each.personId !== personId);
      if (left.length === 0) after.delete(ticketId);
      else after.set(ticketId, left);
    } else if (at < 0) after.set(ticketId, [...there, { personId, doing }]);
    else if (there[at]?.doing !== doing) after.set(ticketId, there.with(at, { personId, doing }));
  }
  for (const [ticketId, there] of after) {
    const earlier = before.get(ticketId);
    if (earlier !== undefined && isSame(earlier, there)) after.set(ticketId, earlier);
  }
  return after;
}

/** Everything as news, for whoever knows nothing yet. */
export function wholePresence(presence: Presence): PresenceNews {
  const marks = [...presence].flatMap(([ticketId, there]) => there.map((each) => ({ ticketId, ...each })));
  return { anew: true, marks: marks.slice(0, MAX_PRESENT) };
}

/** The one of two that says more: who writes in one window and looks in another writes. */
export function strongerDoing(a: Doing, b: Doing): Doing {
  const { options } = doingSchema;
  return options.indexOf(a) >= options.indexOf(b) ? a : b;
}

function isSame(a: readonly Present[], b: readonly Present[]): boolean {
  return (
    a === b ||
    (a.length === b.length &&
      a.every((each, at) => each.personId === b[at]?.personId && each.doing === b[at].doing))
  );
}
