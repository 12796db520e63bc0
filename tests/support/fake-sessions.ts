import type { DeviceId, EpochMs, PersonId } from '#shared/base/brand.ts';
import { EVENT_NAMES, type Device } from '#shared/contract/http/routes.ts';
import type { Person } from '#shared/domain/people/person.ts';
import { fakeId } from './fake-people.ts';

const SESSION_MS = 30 * 24 * 3_600_000;

/** Somebody who can sign in at the fake helpdesk. */
export interface FakeAccount {
  readonly personId: PersonId;
  /** In small letters. */
  readonly login: string;
  readonly password: string;
}

/** Somebody signed in on a device. */
export interface FakeSession {
  readonly personId: PersonId;
  readonly deviceId: DeviceId;
  readonly name: string;
  readonly createdAt: EpochMs;
  lastSeenAt: EpochMs;
  isOver: boolean;
}

interface Stream {
  readonly session: FakeSession;
  send(event: string): void;
  end(): void;
}

/** Who is signed in at the fake helpdesk, and the event streams they have open. */
export type FakeSessions = ReturnType<typeof createFakeSessions>;

export function createFakeSessions(options: {
  readonly accounts: readonly FakeAccount[];
  readonly findPerson: (id: PersonId) => Person | null;
  /** The helpdesk's time. */
  readonly now: () => EpochMs;
}) {
  const { accounts, findPerson, now } = options;
  const sessions: FakeSession[] = [];
  const streams = new Set<Stream>();

  function open(personId: PersonId, name: string): FakeSession {
    const at = now();
    const deviceId = fakeId<DeviceId>(8, sessions.length + 1);
    const session = { personId, deviceId, name, createdAt: at, lastSeenAt: at, isOver: false };
    sessions.push(session);
    return session;
  }
  function end(over: readonly FakeSession[]): void {
    for (const session of over) session.isOver = true;
    for (const stream of [...streams].filter((each) => over.includes(each.session))) {
      stream.send(EVENT_NAMES.signedOut);
      stream.end();
    }
  }
  const of = (personId: PersonId) => sessions.filter((each) => each.personId === personId);

  return {
    open,
    signIn(login: string, password: string, device: string): FakeSession | null {
      const account = accounts.find((each) => each.login === login.toLowerCase());
      const fits = account?.password === password && findPerson(account.personId)?.active === true;
      return account !== undefined && fits ? open(account.personId, device) : null;
    },
    /** Who a session belongs to, null when it is over. To be asked for is to be in use. */
    touch(session: FakeSession | null): Person | null {
      if (session === null || session.isOver || now() - session.lastSeenAt >= SESSION_MS) return null;
      const person = findPerson(session.personId);
      if (person?.active !== true) return null;
      session.lastSeenAt = now();
      return person;
    },
    devices: (current: FakeSession): Device[] =>
      of(current.personId)
        .filter((each) => !each.isOver)
        .map(({ deviceId, name, createdAt, lastSeenAt }) => ({
          id: deviceId,
          name,
          createdAt,
          lastSeenAt,
          current: deviceId === current.deviceId,
        })),
    /** @returns whether there was such a device of this person */
    revokeDevice(personId: PersonId, deviceId: string): boolean {
      const over = of(personId).filter((each) => each.deviceId === deviceId && !each.isOver);
      end(over);
      return over.length > 0;
    },
    end: (session: FakeSession) => end([session]),
    /** Ends all sessions of a person. */
    endAll: (personId: PersonId) => end(of(personId)),
    /** As if the person had signed in again on each of his devices. */
    renewAll(personId: PersonId): void {
      for (const session of of(personId)) Object.assign(session, { isOver: false, lastSeenAt: now() });
    },
    /** Says to everybody that there is something to pull. */
    announce(): void {
      for (const stream of streams) stream.send(EVENT_NAMES.change);
    },
    /** Says to one person that his own records have changed. */
    announceOwn(personId: PersonId): void {
      for (const stream of streams) if (stream.session.personId === personId) stream.send(EVENT_NAMES.own);
    },
    stream(session: FakeSession, signal: AbortSignal | null): Response {
      let drop = () => {};
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          const encoder = new TextEncoder();
          const write = (text: string) => controller.enqueue(encoder.encode(text));
          const stream: Stream = {
            session,
            send: (event) => write(`event: ${event}\ndata: {}\n\n`),
            end() {
              drop();
              controller.close();
            },
          };
          drop = () => void streams.delete(stream);
          streams.add(stream);
          write(': hello\n\n');
        },
        cancel: () => drop(),
      });
      signal?.addEventListener('abort', () => drop());
      return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
    },
  };
}
