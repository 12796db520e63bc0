import type { PublicNameChange, SignatureChange } from '#shared/contract/http/signature.ts';
import type { AlikePage, CustomerPair } from '#shared/contract/http/customers.ts';
import type { SearchPage } from '#shared/contract/http/search.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { HelpdeskId } from '#shared/base/brand.ts';
import type { Hello, ReferenceChange } from '#shared/contract/http/routes.ts';
import type { ProbeError } from '#shared/contract/ipc/calls.ts';
import type { EventData, EventName } from '#shared/contract/ipc/events.ts';
import type { Settings } from '#shared/contract/ipc/settings.ts';
import type { ApiError, HelpdeskApi } from '#renderer/hooks/helpdesk-api.ts';
import type { Platform, SystemNotice } from '#renderer/platform/platform.ts';
import { createMemorySettings } from './memory-settings.ts';
import { sampleId, SAMPLE_PEOPLE } from './sample-desk-data.ts';

export const SAMPLE_HELLO: Hello = {
  product: 'vakhta-helpdesk',
  protocol: 1,
  id: sampleId('7', 1) as HelpdeskId,
  name: 'Служба поддержки «Автосервис»',
  demo: {
    password: 'demo-password',
    people: Object.entries(SAMPLE_PEOPLE).map(([login, { name, role }]) => ({ login, name, role })),
  },
};

export interface InMemoryPlatform extends Platform {
  readonly world: {
    emit<N extends EventName>(name: N, data: EventData<N>): void;
    probe: Result<Hello, ProbeError>;
    /** Where an address answers otherwise than `probe` says. */
    readonly probes: Map<string, Result<Hello, ProbeError>>;
    startResult: Promise<Result<null, 'failed'>>;
    readonly opened: string[];
    readonly notified: SystemNotice[];
    permission: ReturnType<Platform['permission']['state']>;
    badge: number;
  };
}

/** A host in memory. */
export function createInMemoryPlatform(
  settings: Partial<Settings> = {},
  host: Platform['host'] = 'desktop',
  notices: Platform['notices'] = [],
): InMemoryPlatform {
  const events = new Map<string, Set<(data: never) => void>>();
  const world: InMemoryPlatform['world'] = {
    emit: (name, data) => {
      for (const listener of events.get(name) ?? []) listener(data as never);
    },
    probe: ok(SAMPLE_HELLO),
    probes: new Map(),
    startResult: Promise.resolve(ok(null)),
    opened: [],
    notified: [],
    permission: 'granted',
    badge: 0,
  };
  return {
    world,
    host,
    os: 'linux',
    version: '0.1.0',
    notices,
    settings: createMemorySettings(settings),
    helpdesk: {
      canChoose: host === 'desktop',
      probe: async (url) => world.probes.get(url) ?? world.probe,
      startEmbedded: () => world.startResult,
      hasToken: async () => true,
      forgetToken: async () => undefined,
    },
    journal: () => {
      throw new Error('The in-memory desk keeps no journal');
    },
    notify: (notice) => void world.notified.push(notice),
    permission: {
      state: () => world.permission,
      ask: async () => {
        world.permission = 'granted';
      },
    },
    setBadge: (count) => {
      world.badge = count;
    },
    makePdf: host === 'desktop' ? async () => ok(new Uint8Array([0x25, 0x50, 0x44, 0x46])) : null,
    diagnostics: async () => null,
    openExternal: (url) => void world.opened.push(url),
    on: (name, listener) => {
      const set = events.get(name) ?? new Set();
      events.set(name, set);
      set.add(listener as (data: never) => void);
      return () => set.delete(listener as (data: never) => void);
    },
  };
}

/** The helpdesk's own calls in memory; `fail` makes the next sign-in fail. */
export function createInMemoryApi(
  person = SAMPLE_PEOPLE.dmitry as (typeof SAMPLE_PEOPLE)[keyof typeof SAMPLE_PEOPLE],
) {
  const world: {
    fail: ApiError | null;
    unreachable: boolean;
    signedIn: boolean;
    signedOut: number;
    /** Changes of references that were asked for. */
    readonly changed: ReferenceChange[];
    /** Public names and signatures that were asked for. */
    readonly named: PublicNameChange[];
    readonly signed: SignatureChange[];
    /** Customers who are alike; null: the helpdesk cannot be asked. */
    alike: AlikePage | null;
    readonly merged: CustomerPair[];
    readonly separated: CustomerPair[];
    /** Pictures from outside, by address. */
    readonly pictures: Map<string, Blob>;
    /** What the archive finds, whatever is asked. */
    archive: SearchPage['hits'];
  } = {
    archive: [],
    changed: [],
    named: [],
    signed: [],
    alike: null,
    merged: [],
    separated: [],
    pictures: new Map(),
    fail: null,
    unreachable: false,
    signedIn: false,
    signedOut: 0,
  };
  const session = { person, deviceId: sampleId('a', 1) as never };
  const api: HelpdeskApi = {
    hello: async () => (world.unreachable ? err('unreachable') : ok(SAMPLE_HELLO)),
    session: async () =>
      world.unreachable ? err('unreachable') : world.signedIn ? ok(session) : err('signed-out'),
    signIn: async (login) => {
      if (world.unreachable) return err('unreachable');
      if (world.fail !== null) return err(world.fail);
      world.signedIn = true;
      const chosen = Object.entries(SAMPLE_PEOPLE).find(([name]) => name === login)?.[1] ?? person;
      return ok({ ...session, person: chosen });
    },
    signOut: async () => {
      world.signedIn = false;
      world.signedOut += 1;
      return ok(null);
    },
    devices: async () =>
      ok([
        {
          id: sampleId('a', 1) as never,
          name: 'DESKTOP-7F2',
          createdAt: 0 as never,
          lastSeenAt: Date.now() as never,
          current: true,
        },
        {
          id: sampleId('a', 2) as never,
          name: 'Firefox, Linux',
          createdAt: 0 as never,
          lastSeenAt: (Date.now() - 86_400_000) as never,
          current: false,
        },
      ]),
    search: async () => (world.unreachable ? err('unreachable') : ok({ hits: world.archive, cursor: null })),
    revokeDevice: async () => ok(null),
    changeReference: async (change) => {
      world.changed.push(change);
      return world.fail === null ? ok(null) : err(world.fail);
    },
    changePublicName: async (change) => {
      world.named.push(change);
      return world.fail === null ? ok(null) : err(world.fail);
    },
    changeSignature: async (_queueId, change) => {
      world.signed.push(change);
      return world.fail === null ? ok(null) : err(world.fail);
    },
    alike: async () => (world.unreachable || world.alike === null ? err('unreachable') : ok(world.alike)),
    mergeCustomers: async (pair) => {
      world.merged.push(pair);
      return world.fail === null ? ok(null) : err(world.fail);
    },
    separateCustomers: async (pair) => {
      world.separated.push(pair);
      return world.fail === null ? ok(null) : err(world.fail);
    },
    remotePicture: async (address) => {
      const picture = world.pictures.get(address);
      return picture === undefined ? err('server') : ok(picture);
    },
  };
  return { api, world };
}
