import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { bootHelpdesk } from '#tests/support/helpdesk.ts';
import { providePostgres } from '#scripts/provision/postgres.ts';
import { startPostgres } from '#tests/support/postgres-server.ts';
import {
  command,
  createMirror,
  patchUpload,
  push,
  sha256Of,
  speakAs,
  upload,
} from '../../contract/helpdesk/speak.ts';
import { listReleases, RELEASES, type Release } from './releases.ts';

/**
 * Writes down what a helpdesk of the present release leaves in a database, for the tests of later ones to open:
 * `node tests/migration/helpdesk/write-release.ts 0.2.0`, once, when that release is made. Needs PostgreSQL with `pg_dump`.
 */
const [version = ''] = process.argv.slice(2);
if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error('Say which release: write-release.ts 0.2.0');
if (listReleases().includes(version)) throw new Error('A released shape is never changed.');

const programs = await providePostgres();
if (!programs.ok) throw new Error(programs.error);
const server = await startPostgres();
const url = await server.createDatabase();
const host = await bootHelpdesk({ databaseUrl: url });

const anna = await speakAs(host, 'anna');
const boris = await speakAs(host, 'boris');
const timur = await speakAs(host, 'timur');
const mirror = createMirror(anna.client);
const file = Buffer.from('a log of the customer\n'.repeat(20));
const own = Buffer.from('what the operator sends');
const unfinished = Buffer.from('an upload that was cut in the middle');

const { ticketId: first, messageId } = await host.backstage.openTicket({
  text: 'Не печатает',
  attachment: file,
});
const { ticketId: second, messageId: other } = await host.backstage.openTicket({ queue: 'second' });
const { ticketId: third, messageId: third1 } = await host.backstage.openTicket({ text: 'It is slow' });
const sha256 = await upload(anna.client, own);
await patchUpload(anna.client, sha256Of(unfinished), unfinished.subarray(0, 10), 0, unfinished.length);
const reply = command(
  anna,
  'reply',
  first,
  {
    text: 'Try the attached one',
    attachments: [{ sha256, size: own.length, type: 'text/plain', name: 'driver.txt' }],
  },
  messageId,
);
const status = command(anna, 'status', first, { to: 'resolved' }, messageId);
const note = command(boris, 'note', second, { text: 'Knows SP3', attachments: [] }, other);
await push(anna, [
  command(anna, 'assign', first, { from: null, to: host.people.anna.id }, messageId),
  reply,
  status,
]);
await push(boris, [
  note,
  command(boris, 'tag', second, { add: ['vip', 'печать'], remove: [] }, other),
  command(boris, 'priority', second, { to: 'urgent' }, other),
]);
const refused = command(timur, 'note', first, { text: 'May I?', attachments: [] }, messageId);
await push(timur, [refused]);
await host.backstage.writeAsCustomer(third, 'Still slow');
const held = command(anna, 'reply', third, { text: 'It is fast', attachments: [] }, third1);
await push(anna, [held]);
await mirror.pullAll();
const behind = mirror.cursor ?? '';
const known = mirror.summary();
// What the client that stopped here has not seen yet.
const late = await host.backstage.writeAsCustomer(first, 'It prints again. Thank you!');
await host.backstage.moveTicket(second, 'first');

const release: Release = {
  version,
  people: host.people,
  queues: host.queues,
  client: { login: 'anna', cursor: behind, rows: known },
  pushed: [
    { login: 'anna', clientId: anna.clientId, command: reply, outcome: 'applied' },
    { login: 'timur', clientId: timur.clientId, command: refused, outcome: 'refused not-allowed' },
    { login: 'anna', clientId: anna.clientId, command: held, outcome: 'held newer-message' },
  ],
  tickets: { first, second, third },
  lateMessageId: late,
  files: [
    { sha256: sha256Of(file), base64: file.toString('base64') },
    { sha256, base64: own.toString('base64') },
  ],
};
const place = path.join(RELEASES, version);
writeFileSync(`${place}.sql`, dump(url));
writeFileSync(`${place}.json`, `${JSON.stringify(release, null, 2)}\n`);
await host.close();
await server.close();

/** Structure and rows as plain SQL that any PostgreSQL takes in one go. */
function dump(from: string): string {
  if (!programs.ok) throw new Error(programs.error);
  const pgDump = path.join(path.dirname(programs.value.initdb), 'pg_dump');
  const text = execFileSync(pgDump, ['--no-owner', '--no-privileges', '--inserts', from], {
    encoding: 'utf8',
    env: { ...process.env, ...programs.value.env },
  });
  return text
    .split('\n')
    .filter((line) => !/^(--|\\|SET |SELECT pg_catalog\.set_config)/.test(line) && line !== '')
    .join('\n');
}
