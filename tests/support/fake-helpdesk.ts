import { alikeRequestSchema, customerPairSchema } from '#shared/contract/http/customers.ts';
import { z } from 'zod';
import {
  sha256Schema,
  type EpochMs,
  type HelpdeskId,
  type PersonId,
  type Sha256,
  type TicketId,
} from '#shared/base/brand.ts';
import {
  changesQuerySchema,
  firstPageQuerySchema,
  GUARD_HEADER,
  PATHS,
  PROTOCOL_VERSION,
  pushSchema,
  referenceChangeSchema,
  signInSchema,
  type Problem,
} from '#shared/contract/http/routes.ts';
import { searchRequestSchema } from '#shared/contract/http/search.ts';
import type { Person } from '#shared/domain/people/person.ts';
import type { Queue } from '#shared/domain/queues/queue.ts';
import { can } from '#shared/domain/roles/can.ts';
import type { Fetch } from '#renderer/data/remote/exchange.ts';
import { createFakeBackstage } from './fake-backstage.ts';
import { createFakeCommands } from './fake-commands.ts';
import { pullFakeChanges, pullFakeFirst } from './fake-feed.ts';
import { createFakeFiles } from './fake-files.ts';
import { fakeId, FAKE_PEOPLE, FIRST_QUEUE, SECOND_QUEUE } from './fake-people.ts';
import { changeFakeSignature } from './fake-signatures.ts';
import { createFakeCustomers } from './fake-customers.ts';
import { changeFakeReference } from './fake-references.ts';
import { createFakeOwn } from './fake-own.ts';
import { createFakeRows, type FakeRow } from './fake-rows.ts';
import { searchFakeArchive } from './fake-search.ts';
import { createFakeSessions, type FakeAccount, type FakeSession } from './fake-sessions.ts';

export interface FakeHelpdeskOptions {
  readonly people?: readonly Person[];
  readonly queues?: readonly Queue[];
  /** Who can sign in with a password. */
  readonly accounts?: readonly FakeAccount[];
  /** Tickets on a page of a first synchronisation, and changes on any other. */
  readonly pageTickets?: number;
  readonly pageChanges?: number;
}

const uploadHeadersSchema = z.object({
  'upload-offset': z.coerce.number().int().min(0),
  'upload-length': z.coerce.number().int().min(1),
});

/**
 * A helpdesk in memory that speaks the contract through a `fetch`: it keeps order, versions, stored outcomes and sight
 * like the real one, with the same `applyCommand`, and loses everything when told to. The contract suite runs on it.
 */
export type FakeHelpdesk = ReturnType<typeof createFakeHelpdesk>;

export function createFakeHelpdesk(options: FakeHelpdeskOptions = {}) {
  const id = fakeId<HelpdeskId>(9, 1);
  const pages = { tickets: options.pageTickets ?? 20, changes: options.pageChanges ?? 100 };
  let clock = 1_750_000_000_000;
  /** Every look at the clock is a second later. */
  const now = () => (clock += 1_000) as EpochMs;

  const rows = createFakeRows();
  const files = createFakeFiles(rows);
  const failing = new Set<string>();
  const commands = createFakeCommands(rows, files, now);
  const customers = createFakeCustomers(rows, now);
  const sessions = createFakeSessions({
    accounts: options.accounts ?? [],
    findPerson: rows.person,
    now: () => clock as EpochMs,
  });
  const own = createFakeOwn(id, () => clock as EpochMs, sessions.announceOwn);
  for (const queue of options.queues ?? [
    { id: FIRST_QUEUE, name: 'Workshop', position: 1 },
    { id: SECOND_QUEUE, name: 'Billing', position: 2 },
  ])
    rows.publish('queue', queue);
  for (const each of options.people ?? Object.values(FAKE_PEOPLE)) rows.publish('person', each);

  const backstage = {
    ...createFakeBackstage({ rows, sessions, now }),
    receiveFile: files.receive,
    /** Files that no row names are removed. */
    forgetFiles: files.forgetUnnamed,
    /** The helpdesk fails inside at every push with this command in it. */
    failAt: (command: string) => void failing.add(command),
    advanceClock: (ms: number) => void (clock += ms),
    /** @returns what puts the helpdesk back to this moment, as a restored backup does */
    backUp(): () => void {
      const restore = [rows.backUp(), commands.backUp(), own.backUp()];
      return () => restore.forEach((each) => each());
    },
  };

  /** Requests of somebody who is signed in. */
  async function answer(request: FakeRequest, who: Person, session: FakeSession): Promise<Response> {
    const { method, url } = request;
    const query = Object.fromEntries(url.searchParams);
    backstage.wake();
    switch (`${method} ${url.pathname}`) {
      case `GET ${PATHS.session}`:
        return Response.json({ person: who, deviceId: session.deviceId });
      case `DELETE ${PATHS.session}`:
        sessions.end(session);
        return new Response(null, { status: 204 });
      case `GET ${PATHS.devices}`:
        return Response.json({ devices: sessions.devices(session) });
      case `GET ${PATHS.first}`: {
        const asked = firstPageQuerySchema.safeParse(query);
        if (!asked.success) return problem(400, 'invalid-request');
        return Response.json(pullFakeFirst(rows, who, asked.data.view, asked.data.limit));
      }
      case `GET ${PATHS.changes}`: {
        const asked = changesQuerySchema.safeParse(query);
        if (!asked.success) return problem(400, 'invalid-request');
        return Response.json(pullFakeChanges(rows, pages, who, asked.data.cursor ?? null));
      }
      case `POST ${PATHS.commands}`: {
        const push = pushSchema.safeParse(await request.json());
        if (!push.success) return problem(400, 'invalid-request');
        if (push.data.commands.some((line) => line.withdraw !== true && failing.has(line.id)))
          return problem(500, 'internal');
        const before = rows.place().seq;
        const answers = commands.decideAll(who, push.data);
        if (rows.place().seq !== before) sessions.announce();
        return Response.json({ answers });
      }
      case `POST ${PATHS.references}`: {
        if (!can(who, 'reference.manage', null)) return problem(403, 'not-allowed');
        const change = referenceChangeSchema.safeParse(await request.json());
        if (!change.success) return problem(400, 'invalid-request');
        if (!changeFakeReference(rows, change.data)) return problem(409, 'changed');
        sessions.announce();
        return new Response(null, { status: 204 });
      }
      case `POST ${PATHS.alike}`: {
        if (!can(who, 'customer.merge', null)) return problem(403, 'not-allowed');
        const asked = alikeRequestSchema.safeParse(await request.json());
        if (!asked.success) return problem(400, 'invalid-request');
        const found = customers.alike(who, asked.data);
        return found === null ? problem(404, 'not-found') : Response.json(found);
      }
      case `POST ${PATHS.mergeCustomers}`:
      case `POST ${PATHS.separateCustomers}`: {
        if (!can(who, 'customer.merge', null)) return problem(403, 'not-allowed');
        const pair = customerPairSchema.safeParse(await request.json());
        if (!pair.success) return problem(400, 'invalid-request');
        const act = url.pathname === PATHS.mergeCustomers ? customers.merge : customers.separate;
        const done = act(who, pair.data);
        if (done !== 'done') return problem(done === 'changed' ? 409 : 404, done);
        sessions.announce();
        return new Response(null, { status: 204 });
      }
      case `POST ${PATHS.search}`: {
        const asked = searchRequestSchema.safeParse(await request.json());
        if (!asked.success) return problem(400, 'invalid-request');
        return Response.json(searchFakeArchive(rows, who, now(), asked.data));
      }
      case `GET ${PATHS.events}`:
        return sessions.stream(session, request.signal);
      default:
    }
    const signed = await changeFakeSignature(rows, who, request);
    if (signed === 'done') {
      sessions.announce();
      return new Response(null, { status: 204 });
    }
    if (signed !== null) return problem(...signed);
    const kept = await own.answer(request, who.id);
    if (kept !== null) {
      if (typeof kept === 'object') return Response.json(kept);
      return problem(kept, kept === 400 ? 'invalid-request' : 'not-allowed');
    }
    const [, folder, name = '', part] = /^(\/api\/[a-z]+)\/([^/]+)(\/upload)?$/.exec(url.pathname) ?? [];
    if (folder === PATHS.devices && method === 'DELETE') {
      if (!sessions.revokeDevice(who.id, name)) return problem(404, 'not-found');
      return new Response(null, { status: 204 });
    }
    const sha256 = sha256Schema.safeParse(name);
    if (folder !== PATHS.attachments || !sha256.success) return problem(404, 'not-found');
    return answerAboutFile(request, who, sha256.data, part !== undefined);
  }

  async function answerAboutFile(
    request: FakeRequest,
    who: Person,
    sha256: Sha256,
    isUpload: boolean,
  ): Promise<Response> {
    if (!isUpload) {
      const file = files.findUsable(who, sha256);
      if (file === null || request.method !== 'GET') return problem(404, 'not-found');
      return new Response(file.bytes, { headers: { 'content-type': file.type } });
    }
    if (!can(who, 'attachment.upload', null)) return problem(403, 'not-allowed');
    if (request.method === 'GET') return Response.json(files.state(who, sha256));
    if (request.method !== 'PATCH') return problem(404, 'not-found');
    const headers = uploadHeadersSchema.safeParse(Object.fromEntries(request.headers));
    if (!headers.success) return problem(400, 'invalid-request');
    const { 'upload-offset': offset, 'upload-length': length } = headers.data;
    const upload = await files.append(who, sha256, { offset, length }, await request.bytes());
    if (upload.ok) return Response.json(upload.value);
    switch (upload.error.kind) {
      case 'wrong-offset':
        return problem(409, 'wrong-offset', { 'upload-offset': String(upload.error.offset) });
      case 'too-large':
        return problem(413, 'too-large');
      case 'wrong-checksum':
        return problem(422, 'wrong-checksum');
    }
  }

  /** One program of one person: it keeps its session itself, as a cookie or the desktop's proxy does. */
  function openClient(given: FakeSession | null): Fetch {
    let session = given;
    return async (path, init = {}) => {
      // As on a real line, nothing is answered in the same breath.
      await Promise.resolve();
      init.signal?.throwIfAborted();
      const request = readRequest(path, init);
      const { method, url, headers } = request;
      if (method !== 'GET' && headers.get(GUARD_HEADER) !== '1') return problem(403, 'not-allowed');
      if (`${method} ${url.pathname}` === `GET ${PATHS.hello}`) {
        const hello = {
          product: 'vakhta-helpdesk',
          protocol: PROTOCOL_VERSION,
          id,
          name: 'Fake',
          demo: null,
        };
        return Response.json(hello);
      }
      if (`${method} ${url.pathname}` === `POST ${PATHS.session}`) {
        const asked = signInSchema.safeParse(await request.json());
        if (!asked.success) return problem(400, 'invalid-request');
        const { login, password, device } = asked.data;
        const signedIn = sessions.signIn(login, password, device);
        if (signedIn === null) return problem(401, 'wrong-credentials');
        session = signedIn;
        return Response.json({ person: rows.person(signedIn.personId), deviceId: signedIn.deviceId });
      }
      const who = sessions.touch(session);
      if (who === null || session === null) return problem(401, 'signed-out');
      return answer(request, who, session);
    };
  }

  return {
    id,
    /** A `fetch` that nobody is signed in on. */
    newClient: () => openClient(null),
    /** A `fetch` that is signed in as a person. */
    fetchAs: (personId: PersonId) => openClient(sessions.open(personId, 'a machine')),
    backstage,
    /** Ids of commands in the order in which they took effect. */
    applied: commands.applied,
    verdict: commands.verdict,
    row: <T extends FakeRow>(rowId: string) => rows.find<T>(rowId)?.row ?? null,
    messages: (ticketId: TicketId) => rows.messagesOf(ticketId),
    file: files.find,
    /** What a person keeps for himself. */
    own: own.records,
    /** What a person may see, row by row with its version. */
    truth(personId: PersonId): ReadonlyMap<string, { readonly version: number; readonly row: FakeRow }> {
      const who = rows.person(personId);
      if (who === null) return new Map();
      return new Map(
        [...rows.everything()]
          .filter(([, each]) => rows.sees(who, each))
          .map(([key, { version, row }]) => [key, { version, row }]),
      );
    },
  };
}

interface FakeRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly signal: AbortSignal | null;
  bytes(): Promise<Uint8Array>;
  /** Undefined for what is no JSON. */
  json(): Promise<unknown>;
}

function readRequest(path: string, init: RequestInit): FakeRequest {
  const body = new Response(init.body);
  return {
    method: init.method ?? 'GET',
    url: new URL(path, 'http://helpdesk.test'),
    headers: new Headers(init.headers),
    signal: init.signal ?? null,
    bytes: async () => new Uint8Array(await body.arrayBuffer()),
    json: () => body.json().catch(() => undefined),
  };
}

function problem(status: number, code: Problem['code'], headers: Record<string, string> = {}): Response {
  return Response.json({ code, message: code }, { status, headers });
}
