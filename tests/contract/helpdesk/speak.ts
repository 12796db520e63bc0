import { createHash } from 'node:crypto';
import { v7 } from 'uuid';
import type { ClientId, CommandId, Sha256, TicketId } from '#shared/base/brand.ts';
import {
  changesPageSchema,
  PATHS,
  pushAnswerSchema,
  uploadStateSchema,
  type ChangesPage,
  type UploadState,
} from '#shared/contract/http/routes.ts';
import { changeSchema, type Change } from '#shared/sync/change.ts';
import type { Command, CommandKind } from '#shared/sync/command.ts';
import type { Answer } from '#shared/sync/outcome.ts';
import {
  sending,
  signIn,
  type ContractClient,
  type ContractHost,
  type ContractPeople,
} from '#tests/support/contract-host.ts';

/** A signed-in client that counts its commands. */
export interface Speaker {
  readonly client: ContractClient;
  readonly clientId: ClientId;
  nextN(): number;
}

/** A fresh client on which somebody has signed in. */
export async function speakAs(host: ContractHost, login: keyof ContractPeople): Promise<Speaker> {
  const client = await host.newClient();
  await signIn(client, host.people[login]);
  return countingOn(client);
}

/** Another local store on the same device: it has its own commands. */
export function besides(speaker: Speaker): Speaker {
  return countingOn(speaker.client);
}

function countingOn(client: ContractClient): Speaker {
  let n = 0;
  return { client, clientId: v7() as ClientId, nextN: () => (n += 1) };
}

/** A command that had the given things before its eyes. */
export function command<K extends CommandKind>(
  speaker: Speaker,
  kind: K,
  ticketId: TicketId,
  payload: Extract<Command, { kind: K }>['payload'],
  lastCustomerMessageId: Command['seen']['lastCustomerMessageId'] = null,
): Command {
  return {
    id: v7() as CommandId,
    client: speaker.clientId,
    n: speaker.nextN(),
    ticketId,
    seen: { ticketVersion: 1, lastCustomerMessageId },
    recordedAt: 0,
    kind,
    payload,
  } as Command;
}

/** Pushes commands, each after the one before it on its ticket as a real client does. */
export async function push(
  speaker: Speaker,
  commands: readonly Command[],
  after: CommandId | null = null,
): Promise<readonly Answer[]> {
  const last = new Map<TicketId, CommandId>();
  return pushRaw(
    speaker,
    commands.map((item) => {
      const before = last.get(item.ticketId) ?? after;
      last.set(item.ticketId, item.id);
      return { id: item.id, after: before, command: item };
    }),
  );
}

export async function pushRaw(
  speaker: Speaker,
  commands: readonly {
    readonly id: string;
    readonly after: string | null;
    readonly command: unknown;
    readonly withdraw?: true;
  }[],
): Promise<readonly Answer[]> {
  const response = await speaker.client.fetch(
    PATHS.commands,
    sending('POST', { client: speaker.clientId, commands }),
  );
  if (response.status !== 200) throw new Error(`A push gave ${response.status}: ${await response.text()}`);
  return pushAnswerSchema.parse(await response.json()).answers;
}

/** Takes a command back. */
export function withdrawal(id: string, after: string | null = null) {
  return { id, after, command: null, withdraw: true } as const;
}

/** The kind of each outcome, with its reason where it has one. */
export function outcomes(answers: readonly Answer[]): readonly string[] {
  return answers.map(({ outcome }) =>
    'reason' in outcome ? `${outcome.kind} ${outcome.reason}` : outcome.kind,
  );
}

export async function pull(client: ContractClient, cursor?: string): Promise<ChangesPage> {
  const query = cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`;
  const response = await client.fetch(PATHS.changes + query);
  if (response.status !== 200) throw new Error(`A pull gave ${response.status}: ${await response.text()}`);
  return changesPageSchema.parse(await response.json());
}

/** Parsed changes, so that a row outside of the contract fails. */
export function readChanges(page: { readonly changes: readonly unknown[] }): readonly Change[] {
  return page.changes.map((change) => changeSchema.parse(change));
}

/** What a client holds: the newest version of every row it was given, as a real one keeps it. */
export interface Mirror {
  readonly rows: Map<string, Change>;
  cursor: string | undefined;
  /** Follows the feed to its present end. @returns the pages */
  pullAll(): Promise<readonly ChangesPage[]>;
  /** One page. */
  pullOnce(): Promise<ChangesPage>;
  row<T extends Change['type']>(
    type: T,
    id: string,
  ): Extract<Change, { type: T; row: unknown }>['row'] | null;
  /** Every row as `type id version`, sorted. */
  summary(): readonly string[];
}

export function createMirror(client: ContractClient): Mirror {
  const rows = new Map<string, Change>();
  let stale: Set<string> | null = null;
  const mirror: Mirror = {
    rows,
    cursor: undefined,
    async pullOnce() {
      const page = await pull(client, mirror.cursor);
      if (page.start !== null) stale = new Set(rows.keys());
      for (const change of readChanges(page)) {
        const key = `${change.type} ${change.id}`;
        stale?.delete(key);
        const known = rows.get(key);
        if (known !== undefined && known.version > change.version) continue;
        if ('gone' in change) rows.delete(key);
        else rows.set(key, change);
      }
      if (page.complete && stale !== null) {
        for (const key of stale) rows.delete(key);
        stale = null;
      }
      mirror.cursor = page.cursor;
      return page;
    },
    async pullAll() {
      const pages: ChangesPage[] = [];
      for (;;) {
        const page = await mirror.pullOnce();
        pages.push(page);
        if (!page.more) return pages;
      }
    },
    row(type, id) {
      const change = rows.get(`${type} ${id}`);
      return change !== undefined && 'row' in change ? (change.row as never) : null;
    },
    summary: () => [...rows.values()].map((change) => `${change.type} ${change.id} ${change.version}`).sort(),
  };
  return mirror;
}

export function sha256Of(bytes: Uint8Array): Sha256 {
  return createHash('sha256').update(bytes).digest('hex') as Sha256;
}

/** Sends bytes of an attachment; the response is the caller's to judge. */
export function patchUpload(
  client: ContractClient,
  sha256: string,
  bytes: Uint8Array,
  offset: number,
  length: number,
): Promise<Response> {
  return client.fetch(`${PATHS.attachments}/${sha256}/upload`, {
    method: 'PATCH',
    headers: {
      'x-vakhta': '1',
      'content-type': 'application/octet-stream',
      'upload-offset': String(offset),
      'upload-length': String(length),
    },
    body: new Uint8Array(bytes),
  });
}

/** Uploads a whole attachment. */
export async function upload(client: ContractClient, bytes: Uint8Array): Promise<Sha256> {
  const sha256 = sha256Of(bytes);
  const response = await patchUpload(client, sha256, bytes, 0, bytes.length);
  if (response.status !== 200) throw new Error(`An upload gave ${response.status}: ${await response.text()}`);
  return sha256;
}

export async function uploadState(client: ContractClient, sha256: string): Promise<UploadState> {
  const response = await client.fetch(`${PATHS.attachments}/${sha256}/upload`);
  return uploadStateSchema.parse(await response.json());
}

/** The code of a problem answer. */
export async function problemCode(response: Response): Promise<string> {
  const body = (await response.json()) as { code?: string; stack?: unknown };
  if ('stack' in body) throw new Error('A problem tells a stack trace');
  return `${response.status} ${body.code ?? 'no code'}`;
}
