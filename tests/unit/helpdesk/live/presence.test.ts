import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeviceId, PersonId, QueueId, TicketId } from '#shared/base/brand.ts';
import { GRACE_MS, LIFE_MS, openPresence, RENEW_MS } from '#helpdesk/live/presence.ts';
import type { PresenceBus, PresenceTold } from '#helpdesk/live/presence-bus.ts';
import {
  newsOfChanges,
  newsOfView,
  type Attention,
  type PresenceChange,
} from '#helpdesk/live/presence-view.ts';

const id = <T>(kind: number, n: number): T =>
  `01980000-${String(kind).padStart(4, '0')}-7000-8000-${String(n).padStart(12, '0')}` as T;
const TICKET = id<TicketId>(1, 1);
const [ours, theirs] = [id<QueueId>(2, 1), id<QueueId>(2, 2)];
const [anna, boris] = [id<PersonId>(3, 1), id<PersonId>(3, 2)];

const at = (n: number, more: Partial<Attention> = {}): Attention => ({
  deviceId: id<DeviceId>(4, n),
  window: id(5, n),
  personId: anna,
  ticketId: TICKET,
  queueId: ours,
  doing: 'looking',
  ...more,
});

/** Instances that hear each other, or do not. */
function connect() {
  const listeners = new Map<object, (told: PresenceTold) => void>();
  const told: PresenceTold[] = [];
  let isCut = false;
  const newBus = (): PresenceBus => {
    const self = {};
    return {
      tell(from, held, gone) {
        const message = { from, held: [...held], gone };
        told.push(message);
        if (!isCut) for (const listener of listeners.values()) listener(message);
      },
      async listen(listener) {
        listeners.set(self, listener);
      },
    };
  };
  return { newBus, told, cut: (cut: boolean) => (isCut = cut) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('presence of one instance', () => {
  it('is there until nothing more is heard of it, and longer when it is said again', async () => {
    const presence = await openPresence(null);
    presence.say(at(1));
    await pass(200);
    expect([...presence.view.values()]).toEqual([
      { personId: anna, ticketId: TICKET, queueId: ours, doing: 'looking' },
    ]);
    await pass(LIFE_MS - 1_000);
    presence.say(at(1));
    await pass(LIFE_MS - 1_000);
    expect(presence.view.size).toBe(1);
    await pass(2_000);
    expect(presence.view.size).toBe(0);
    presence.close();
  });

  it('tells what has changed, once for what has been gathered', async () => {
    const presence = await openPresence(null);
    const changes: (readonly PresenceChange[])[] = [];
    presence.subscribe((some) => changes.push(some));
    presence.say(at(1));
    presence.say(at(2, { personId: boris, doing: 'note' }));
    await pass(200);
    presence.say(at(1));
    await pass(200);
    presence.leave(at(2));
    await pass(200);
    expect(changes.map((some) => some.map(({ after }) => after?.doing ?? null))).toEqual([
      ['looking', 'note'],
      [null],
    ]);
    presence.close();
  });

  it('of a person with two windows says what he does most', async () => {
    const presence = await openPresence(null);
    presence.say(at(1, { doing: 'reply' }));
    presence.say(at(2, { deviceId: at(1).deviceId }));
    await pass(200);
    expect([...presence.view.values()].map(({ doing }) => doing)).toEqual(['reply']);
    presence.leave(at(1));
    await pass(200);
    expect([...presence.view.values()].map(({ doing }) => doing)).toEqual(['looking']);
    presence.close();
  });

  it('a device whose stream has ended is gone soon, unless it comes back', async () => {
    const presence = await openPresence(null);
    presence.say(at(1));
    presence.say(at(2, { personId: boris }));
    await pass(200);
    presence.lost(at(1).deviceId);
    presence.lost(at(2).deviceId);
    await pass(GRACE_MS - 1_000);
    presence.say(at(2, { personId: boris }));
    await pass(3_000);
    expect([...presence.view.values()].map(({ personId }) => personId)).toEqual([boris]);
    presence.close();
  });

  it('I11: a device can neither fill it nor flood it', async () => {
    const presence = await openPresence(null);
    const { deviceId } = at(1);
    const taken = Array.from({ length: 20 }, (_, n) => presence.say(at(n, { deviceId }))).filter(Boolean);
    expect(taken).toHaveLength(10);
    const more = Array.from({ length: 100 }, () => presence.say(at(1, { deviceId }))).filter(Boolean);
    expect(more.length).toBeLessThan(60);
    await pass(11_000);
    expect(presence.say(at(1, { deviceId }))).toBe(true);
    presence.close();
  });
});

describe('presence of several instances', () => {
  it('is the same everywhere, and ends everywhere', async () => {
    const line = connect();
    const [first, second] = [await openPresence(line.newBus()), await openPresence(line.newBus())];
    first.say(at(1));
    await pass(300);
    expect(second.view.size).toBe(1);
    first.leave(at(1));
    await pass(300);
    expect(second.view.size).toBe(0);
    first.close();
    second.close();
  });

  it('of an instance that has died is forgotten by the others', async () => {
    const line = connect();
    const [first, second] = [await openPresence(line.newBus()), await openPresence(line.newBus())];
    first.say(at(1));
    await pass(300);
    first.close();
    await pass(LIFE_MS - 1_000);
    expect(second.view.size).toBe(1);
    await pass(2_000);
    expect(second.view.size).toBe(0);
    second.close();
  });

  it('comes to an instance that has missed it, with the next renewal', async () => {
    const line = connect();
    const [first, second] = [await openPresence(line.newBus()), await openPresence(line.newBus())];
    line.cut(true);
    first.say(at(1));
    await pass(300);
    expect(second.view.size).toBe(0);
    line.cut(false);
    await pass(RENEW_MS);
    expect(second.view.size).toBe(1);
    first.close();
    second.close();
  });

  it('stays when a window turns to another instance, and the first one forgets it', async () => {
    const line = connect();
    const [first, second] = [await openPresence(line.newBus()), await openPresence(line.newBus())];
    first.say(at(1));
    await pass(300);
    for (let n = 0; n < 5; n += 1) {
      second.say(at(1));
      await pass(LIFE_MS / 2);
      expect([first.view.size, second.view.size]).toEqual([1, 1]);
    }
    expect(line.told.at(-1)?.gone).toEqual([]);
    first.close();
    second.close();
  });
});

describe('I8: what a person is told', () => {
  const change = { before: null, after: { personId: anna, ticketId: TICKET, queueId: ours, doing: 'note' } };
  const changes = [change] as unknown as readonly PresenceChange[];

  it('is of queues he sees, and never of himself', () => {
    expect(newsOfChanges(changes, { queueIds: [ours] }, boris)?.marks).toHaveLength(1);
    expect(newsOfChanges(changes, { queueIds: null }, boris)?.marks).toHaveLength(1);
    expect(newsOfChanges(changes, { queueIds: [theirs] }, boris)).toBeNull();
    expect(newsOfChanges(changes, { queueIds: [ours] }, anna)).toBeNull();
    const view = new Map([['x', change.after]]) as never;
    expect(newsOfView(view, { queueIds: [theirs] }, boris).marks).toEqual([]);
    expect(newsOfView(view, { queueIds: [ours] }, boris).marks).toHaveLength(1);
  });

  it('a ticket that goes to another queue takes them out of the sight of who saw the first', () => {
    const moved = [
      { before: change.after, after: { ...change.after, queueId: theirs } },
    ] as unknown as readonly PresenceChange[];
    expect(newsOfChanges(moved, { queueIds: [ours] }, boris)?.marks).toEqual([
      { personId: anna, ticketId: TICKET, doing: null },
    ]);
    expect(newsOfChanges(moved, { queueIds: [theirs] }, boris)?.marks).toEqual([
      { personId: anna, ticketId: TICKET, doing: 'note' },
    ]);
  });
});
