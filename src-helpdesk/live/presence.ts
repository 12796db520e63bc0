import { randomUUID } from 'node:crypto';
import type { DeviceId } from '#shared/base/brand.ts';
import type { PresenceBus, PresenceTold } from './presence-bus.ts';
import {
  changesBetween,
  viewOf,
  type Attention,
  type PresenceChange,
  type PresenceView,
} from './presence-view.ts';

/** A window that has not been heard of for so long is gone, in milliseconds. */
export const LIFE_MS = 15_000;
/** A device whose last stream has ended has so long to come back, in milliseconds. */
export const GRACE_MS = 3_000;
/** Each instance says again what it knows this often, in milliseconds: for those that have missed something. */
export const RENEW_MS = 5_000;
/** Changes are gathered for so long, in milliseconds. */
const GATHER_MS = 100;
const SWEEP_MS = 1_000;

/** Windows of one device, windows in all, and what a device may say within `RATE_MS` milliseconds (I11). */
const MAX_WINDOWS = 10;
const MAX_HELD = 5_000;
const MAX_SAID = 60;
const RATE_MS = 10_000;

/** A window of a device, by its names. */
type WindowName = Pick<Attention, 'deviceId' | 'window'>;

/**
 * Who is at which ticket, on all instances, as far as it has been heard: in memory only. Each instance looks after the
 * windows that speak to it, and tells the others. What is not said again is forgotten everywhere.
 */
export interface Presence {
  readonly view: PresenceView;
  /** A window is at a ticket, or still is. @returns false when it has said too much */
  say(attention: Attention): boolean;
  /** A window is at no ticket. */
  leave(name: WindowName): boolean;
  /** Nothing more is heard of a device here: unless it comes back soon, it is gone. */
  lost(deviceId: DeviceId): void;
  /** @returns a function that stops listening */
  subscribe(listener: (changes: readonly PresenceChange[]) => void): () => void;
  close(): void;
}

interface Held extends Attention {
  /** The instance that looks after it. */
  readonly origin: string;
  readonly until: number;
}

/**
 * Starts to look after presence.
 * @param bus null: there are no other instances
 * @param now monotonic milliseconds: no clock of the world decides (I12)
 */
export async function openPresence(
  bus: PresenceBus | null,
  now: () => number = () => performance.now(),
): Promise<Presence> {
  const self = randomUUID();
  const held = new Map<string, Held>();
  const listeners = new Set<(changes: readonly PresenceChange[]) => void>();
  const said = new Map<DeviceId, { readonly since: number; readonly times: number }>();
  let view: PresenceView = new Map();
  let gathering: NodeJS.Timeout | null = null;
  let told = new Map<string, Held | WindowName>();

  const keyOf = ({ deviceId, window }: WindowName): string => `${deviceId} ${window}`;

  const flush = (): void => {
    gathering = null;
    const news = [...told.values()];
    told = new Map();
    const isHeld = (each: Held | WindowName): each is Held => 'until' in each;
    const gone = news.filter((each) => !isHeld(each)).map(({ deviceId, window }) => ({ deviceId, window }));
    if (news.length > 0) bus?.tell(self, news.filter(isHeld).map(plain), gone);
    const next = viewOf(held.values());
    const changes = changesBetween(view, next);
    view = next;
    if (changes.length > 0) for (const listener of listeners) listener(changes);
  };
  const flushSoon = (): void => {
    gathering ??= setTimeout(flush, GATHER_MS).unref();
  };

  const put = (attention: Attention, origin: string): boolean => {
    const key = keyOf(attention);
    const before = held.get(key);
    if (before === undefined && held.size >= MAX_HELD) return false;
    const next: Held = { ...plain(attention), origin, until: now() + LIFE_MS };
    held.set(key, next);
    const isNews =
      before?.ticketId !== next.ticketId || before.doing !== next.doing || before.queueId !== next.queueId;
    // To the others too when it has been another's until now: from here on it is renewed by us.
    if (origin === self && (isNews || before.origin !== self)) told.set(key, next);
    if (isNews || told.has(key)) flushSoon();
    return true;
  };
  const drop = (key: string, one: Held): void => {
    held.delete(key);
    if (one.origin === self) told.set(key, { deviceId: one.deviceId, window: one.window });
    flushSoon();
  };

  const isAllowed = (deviceId: DeviceId): boolean => {
    const known = said.get(deviceId);
    const current = known !== undefined && now() - known.since < RATE_MS ? known : { since: now(), times: 0 };
    said.set(deviceId, { ...current, times: current.times + 1 });
    return current.times < MAX_SAID;
  };

  const hear = ({ from, held: theirs, gone }: PresenceTold): void => {
    if (from === self) return;
    for (const attention of theirs) put(attention, from);
    for (const name of gone) {
      const one = held.get(keyOf(name));
      // What has come to another instance meanwhile is not gone.
      if (one?.origin === from) drop(keyOf(name), one);
    }
  };
  await bus?.listen(hear);

  const sweeping = setInterval(() => {
    const at = now();
    for (const [key, one] of held) if (one.until <= at) drop(key, one);
    for (const [deviceId, { since }] of said) if (at - since >= RATE_MS) said.delete(deviceId);
  }, SWEEP_MS).unref();
  const renewing = setInterval(() => {
    const own = [...held.values()].filter((one) => one.origin === self).map(plain);
    if (own.length > 0) bus?.tell(self, own, []);
  }, RENEW_MS).unref();

  return {
    get view() {
      return view;
    },
    say(attention) {
      if (!isAllowed(attention.deviceId)) return false;
      const { deviceId } = attention;
      const isNew = !held.has(keyOf(attention));
      const windows = isNew ? [...held.values()].filter((one) => one.deviceId === deviceId).length : 0;
      return windows < MAX_WINDOWS && put(attention, self);
    },
    leave(name) {
      if (!isAllowed(name.deviceId)) return false;
      const one = held.get(keyOf(name));
      if (one === undefined) return true;
      // Whoever has looked after it: it has said so here.
      drop(keyOf(name), { ...one, origin: self });
      return true;
    },
    lost(deviceId) {
      const until = now() + GRACE_MS;
      for (const [key, one] of held)
        if (one.deviceId === deviceId && one.origin === self && one.until > until)
          held.set(key, { ...one, until });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      // Its clients come to other instances and speak there: they are not gone.
      clearInterval(sweeping);
      clearInterval(renewing);
      if (gathering !== null) clearTimeout(gathering);
    },
  };
}

function plain({ deviceId, window, personId, ticketId, queueId, doing }: Attention): Attention {
  return { deviceId, window, personId, ticketId, queueId, doing };
}
