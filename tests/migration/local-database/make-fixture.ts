import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { databaseName } from '#renderer/data/store/database.ts';
import { dumpDatabase, type DatabaseDump } from '#tests/support/database-dump.ts';
import { createFakeHelpdesk } from '#tests/support/fake-helpdesk.ts';
import { FAKE_PEOPLE } from '#tests/support/fake-people.ts';
import { atRest, createMachine, until } from '#tests/support/ring.ts';

/** What a released version leaves on a machine: its database, both kinds of journal, and kept files. */
export interface Fixture {
  readonly database: DatabaseDump;
  readonly desktopJournal: string;
  readonly browserJournal: string;
  /** Base64, by SHA-256. */
  readonly files: Readonly<Record<string, string>>;
}

/** The helpdesk of every fixture: the same ids, rows and cursors each time. */
export function fixtureHelpdesk() {
  const helpdesk = createFakeHelpdesk();
  const tickets = Array.from({ length: 3 }, () => helpdesk.backstage.openTicket().ticketId);
  return { helpdesk, tickets };
}

/**
 * Makes the fixture of the version that is checked out, to be kept when it is released: three pending commands, a draft, an
 * attachment, and of each kind of record one that is damaged.
 */
export async function makeFixture(): Promise<Fixture> {
  const { helpdesk, tickets } = fixtureHelpdesk();
  const machine = createMachine(helpdesk);
  machine.version = '0.1.0';
  const desk = await machine.open();
  await atRest(desk);
  const [one, two, three] = tickets;
  if (one === undefined || two === undefined || three === undefined) throw new Error('no tickets');
  await until(desk.read.conversation(one), (value) => value.kind === 'open');
  machine.network.goOffline();
  const bytes = new Uint8Array(2_000).map((_, at) => (at * 37) % 256) as Uint8Array<ArrayBuffer>;
  const file = await desk.write.keepFile(new Blob([bytes], { type: 'image/png' }), 'захват.png');
  if (!file.ok) throw new Error(file.error);
  await desk.write.record({
    kind: 'reply',
    ticketId: one,
    payload: { text: 'Добрый день!', attachments: [file.value] },
  });
  await desk.write.record({ kind: 'status', ticketId: one, payload: { to: 'waiting' } });
  await desk.write.record({ kind: 'note', ticketId: two, payload: { text: 'Note', attachments: [] } });
  await desk.write.saveDraft({
    ticketId: two,
    kind: 'reply',
    text: 'Half a sentence',
    attachments: [file.value],
  });
  await desk.close();

  const name = databaseName(`${helpdesk.id}_${FAKE_PEOPLE.anna.id}`);
  const { version, tables } = await dumpDatabase(machine.database, name);
  const put = [...machine.journal.entries].map(([key, value]) => JSON.stringify({ op: 'put', key, value }));
  return {
    database: {
      version,
      tables: Object.fromEntries(
        Object.entries(tables).map(([table, { key, rows }]) => [
          table,
          { key, rows: rows.map((row) => pack(row)).concat(damaged(table, three)) },
        ]),
      ),
    },
    // As 0.1.0 wrote them: a line for every record.
    desktopJournal: put.map((json) => `${crc32(json).toString(16).padStart(8, '0')} ${json}\n`).join(''),
    browserJournal: put.map((json) => `${fnv(json)} ${json}\n`).join(''),
    files: Object.fromEntries(
      [...machine.journal.files].map(([sha256, content]) => [
        sha256,
        Buffer.from(content).toString('base64'),
      ]),
    ),
  };
}

/** One record of a table that no version can read. */
function damaged(table: string, ticketId: string): readonly unknown[] {
  if (table === 'drafts') return [{ key: `${ticketId} note`, draft: { ticketId, kind: 'note', text: 42 } }];
  if (table === 'outbox')
    return [
      { order: 90, id: 'not an id', command: { kind: 'teleport', ticketId }, state: null, confirmed: 0 },
    ];
  if (table === 'quarantine')
    return [{ key: 'row message x', what: 'row', detail: 'hologram', raw: { type: 'hologram' }, gen: 1 }];
  return [];
}

/** Bytes and maps as JSON can carry them; undone by `unpack`. */
function pack(value: unknown): unknown {
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') };
  if (value instanceof Map) return { $map: [...value].map(pack) };
  if (Array.isArray(value)) return value.map(pack);
  if (!(value instanceof Object)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, pack(each)]));
}

export function unpack<T>(packed: T): T {
  return JSON.parse(JSON.stringify(packed), (_key, value: unknown) => {
    if (!(value instanceof Object)) return value;
    if ('$bytes' in value) return new Uint8Array(Buffer.from(String(value.$bytes), 'base64'));
    return '$map' in value ? new Map(value.$map as [unknown, unknown][]) : value;
  }) as T;
}

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function fnv(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
