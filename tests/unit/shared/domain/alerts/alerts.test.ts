import { describe, expect, it } from 'vitest';
import type { EpochMs } from '#shared/base/brand.ts';
import { alertOf, dueSoon, promiseOf, type Alert } from '#shared/domain/alerts/alert.ts';
import {
  alertSettingsSchema,
  DEFAULT_ALERTS,
  isQuiet,
  mayAlert,
} from '#shared/domain/alerts/alert-settings.ts';
import { groupAlerts, MOST_APART } from '#shared/domain/alerts/group-alerts.ts';
import { isNamed } from '#shared/domain/alerts/is-named.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';

const me = { id: 'me' as never, name: 'Anna Petrova' };
const ticket = (more: object = {}): Ticket =>
  ({
    id: 't1',
    status: 'open',
    priority: 'normal',
    assigneeId: 'me',
    waitingSince: 0,
    followerIds: [],
    lastLine: { from: 'customer', text: 'Hello' },
    ...more,
  }) as unknown as Ticket;
const customer = { kind: 'customer', authorName: 'Ivan', text: 'Hello' } as unknown as Message;
const note = (text: string, authorId = 'boris') =>
  ({ kind: 'note', authorId, authorName: 'Boris', text }) as unknown as Message;
const given = (to: string, authorId: string) =>
  ({ kind: 'event', authorId, event: { kind: 'assigned', from: null, to } }) as unknown as Message;
const kindOf = (message: Message, of: Ticket, rules = {}) =>
  alertOf(message, of, me, { ...DEFAULT_ALERTS, ...rules }, () => 'Boris')?.kind ?? null;

describe('what is an alert', () => {
  it('a customer’s message in my ticket, and nobody else’s', () => {
    expect(kindOf(customer, ticket())).toBe('message');
    expect(kindOf(customer, ticket({ assigneeId: 'boris' }))).toBeNull();
    expect(kindOf(customer, ticket(), { messages: false })).toBeNull();
  });
  it('one in a ticket that nobody has, as far as chosen', () => {
    const urgent = ticket({ assigneeId: null, priority: 'urgent' });
    const normal = ticket({ assigneeId: null });
    expect([kindOf(customer, urgent), kindOf(customer, normal)]).toEqual(['unassigned', null]);
    expect(kindOf(customer, normal, { unassigned: 'all' })).toBe('unassigned');
    expect(kindOf(customer, urgent, { unassigned: 'none' })).toBeNull();
  });
  it('a note that names me, in any ticket, unless it is my own', () => {
    const theirs = ticket({ assigneeId: 'boris' });
    expect(kindOf(note('@Anna, look at this'), theirs)).toBe('mention');
    expect(kindOf(note('Anna knows'), theirs)).toBeNull();
    expect(kindOf(note('@Anna', 'me'), theirs)).toBeNull();
    expect(kindOf(note('@Anna'), theirs, { mentions: false })).toBeNull();
  });
  it('a ticket that somebody gives me, not one that I take', () => {
    expect(kindOf(given('me', 'boris'), ticket())).toBe('assigned');
    expect(kindOf(given('me', 'me'), ticket())).toBeNull();
    expect(kindOf(given('me', 'boris'), ticket({ assigneeId: 'vera' }))).toBeNull();
    expect(kindOf(given('vera', 'boris'), ticket())).toBeNull();
  });
});

describe('a ticket that I follow', () => {
  const followed = (more: object = {}) => ticket({ assigneeId: 'boris', followerIds: ['me'], ...more });
  const resolved = (authorId: string | null) =>
    ({
      kind: 'event',
      authorId,
      event: { kind: 'status', from: 'open', to: 'resolved' },
    }) as unknown as Message;

  it('tells that the customer has written, whoever has it, and mine as mine', () => {
    expect(kindOf(customer, followed())).toBe('followed');
    expect(kindOf(customer, followed({ assigneeId: null }))).toBe('followed');
    expect(kindOf(customer, followed({ assigneeId: 'me' }))).toBe('message');
    expect(kindOf(customer, followed({ followerIds: ['vera'] }))).toBeNull();
  });
  it('tells that somebody else has resolved it, as long as it is so', () => {
    const done = followed({ status: 'resolved' });
    expect(kindOf(resolved('boris'), done)).toBe('resolved');
    expect(kindOf(resolved('me'), done)).toBeNull();
    expect(kindOf(resolved('boris'), followed())).toBeNull();
    expect(kindOf(resolved('boris'), ticket({ status: 'resolved' }))).toBeNull();
  });
  it('is not told where that is switched off; settings of before the choice tell it', () => {
    expect(kindOf(customer, followed(), { followed: false })).toBeNull();
    expect(kindOf(resolved('boris'), followed({ status: 'resolved' }), { followed: false })).toBeNull();
    expect(kindOf(customer, followed(), { followed: undefined })).toBe('followed');
    const { followed: _absent, ...before } = DEFAULT_ALERTS;
    expect(alertSettingsSchema.safeParse(before).success).toBe(true);
    expect(mayAlert({ notifications: true, duty: 'away', alerts: DEFAULT_ALERTS }, 0)).toBe(false);
  });
});

describe('a name', () => {
  it('is found whole or by its first word, in Russian and English', () => {
    expect(isNamed('Ask @anna petrova.', 'Anna Petrova')).toBe(true);
    expect(isNamed('(@Анна)', 'Анна Котова')).toBe(true);
    expect(isNamed('@Annabel', 'Anna Petrova')).toBe(false);
    expect(isNamed('mail x@anna.example', 'Anna Petrova')).toBe(false);
    expect(isNamed('@A.B', 'A.B C')).toBe(true);
    expect(isNamed('@AxB', 'A.B C')).toBe(false);
  });
});

describe('due soon', () => {
  const HOURS = 3_600_000;
  const at = (hours: number) => (hours * HOURS) as EpochMs;
  it('is told within the minutes before the promise, of my tickets only', () => {
    const mine = ticket(); // normal: eight hours
    const count = (now: EpochMs, of = mine) => dueSoon([of], me, now, 15).length;
    expect(count(at(7.5))).toBe(0);
    expect(count(at(7.9))).toBe(1);
    expect(count(at(8.1))).toBe(0);
    expect(count(at(7.9), ticket({ assigneeId: 'boris' }))).toBe(0);
    expect(count(at(7.9), ticket({ status: 'waiting' }))).toBe(0);
  });
  it('is another promise after another message', () => {
    expect(promiseOf(ticket())).not.toBe(promiseOf(ticket({ waitingSince: 1 })));
    expect(promiseOf(ticket())).toBe(promiseOf(ticket({ subject: 'x' })));
  });
});

describe('when nothing is told', () => {
  const base = { notifications: true, duty: 'on' as const, alerts: DEFAULT_ALERTS };
  it('quiet hours may pass midnight', () => {
    const night = { from: 22 * 60, to: 8 * 60 };
    expect([21, 22, 23, 0, 7, 8, 12].map((hour) => isQuiet(night, hour * 60))).toEqual([
      false,
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(isQuiet({ from: 600, to: 660 }, 630)).toBe(true);
    expect(isQuiet({ from: 600, to: 600 }, 600)).toBe(false);
    expect(isQuiet(null, 0)).toBe(false);
    expect(mayAlert({ ...base, alerts: { ...DEFAULT_ALERTS, quiet: night } }, 0)).toBe(false);
  });
  it('away, unless it is wanted then too; and never when switched off', () => {
    expect(mayAlert(base, 0)).toBe(true);
    expect(mayAlert({ ...base, duty: 'away' }, 0)).toBe(false);
    const always = { ...DEFAULT_ALERTS, onDutyOnly: false };
    expect(mayAlert({ ...base, duty: 'away', alerts: always }, 0)).toBe(true);
    expect(mayAlert({ ...base, notifications: false }, 0)).toBe(false);
  });
});

describe('grouping', () => {
  const alert = (n: number, kind: Alert['kind'] = 'message', text = ''): Alert => ({
    kind,
    ticket: ticket({ id: `t${n}` }),
    from: null,
    text,
  });
  it('of one ticket tells the newest of what weighs most, and how many', () => {
    const groups = groupAlerts([alert(1), alert(1, 'mention', 'a'), alert(1, 'mention', 'b'), alert(2)]);
    expect(groups).toMatchObject([
      { kind: 'ticket', count: 3, alert: { kind: 'mention', text: 'b' } },
      { kind: 'ticket', count: 1 },
    ]);
  });
  it('of too many tickets is one', () => {
    const many = Array.from({ length: MOST_APART + 1 }, (_, n) => alert(n));
    expect(groupAlerts(many)).toMatchObject([{ kind: 'many', count: MOST_APART + 1 }]);
    expect(groupAlerts(many.slice(1))).toHaveLength(MOST_APART);
    expect(groupAlerts([])).toEqual([]);
  });
});
