import { afterEach, expect, test } from 'vitest';
import type { SearchResult } from '#renderer/data/read/search-results.ts';
import { closeDesks, machineWithPast, open, openOnTicket } from '#tests/support/desk-harness.ts';
import { createFakeHelpdesk } from '#tests/support/fake-helpdesk.ts';
import { FAKE_PEOPLE, SECOND_QUEUE } from '#tests/support/fake-people.ts';
import { atRest, until } from '#tests/support/ring.ts';

afterEach(closeDesks);

const has = (n: number) => (result: SearchResult) => result.state === 'done' && result.hits.length === n;

test('a window finds what is here, what comes, and not what has left sight (I8)', async () => {
  const { helpdesk, ticketId, desk } = await openOnTicket();
  const messageId = helpdesk.backstage.writeAsCustomer(ticketId, 'Принтеры не печатают накладные');
  const found = await until(desk.read.search.find('принтер накладная ', 10), has(1), 'the ticket');
  expect(found.hits[0]).toMatchObject({ ticket: { id: ticketId }, messageId, isUnsent: false });
  const read = await until(
    desk.read.search.find('принтер накладная ', 10),
    (result) => result.hits[0]?.snippet != null,
    'the words around it',
  );
  expect(read.hits[0]?.snippet?.text).toBe('Принтеры не печатают накладные');

  const live = desk.read.search.find('накладн', 10);
  const stop = live.subscribe(() => undefined);
  await until(live, has(1));
  helpdesk.backstage.changeTicket(ticketId, { queueId: SECOND_QUEUE });
  await until(live, has(0), 'nothing');
  stop();
});

test('I8: what a person does not see any more after a change of his queues is not found', async () => {
  const { helpdesk, ticketId, desk } = await openOnTicket();
  helpdesk.backstage.writeAsCustomer(ticketId, 'a secret turbine');
  const live = desk.read.search.find('turbine', 10);
  const stop = live.subscribe(() => undefined);
  await until(live, has(1));
  helpdesk.backstage.setPerson({ ...FAKE_PEOPLE.anna, queueIds: [SECOND_QUEUE] });
  await until(live, has(0), 'nothing');
  stop();
});

test('words that are not sent are found, and say so', async () => {
  const { ticketId, desk } = await openOnTicket();
  await desk.write.saveDraft({
    ticketId,
    kind: 'reply',
    text: 'We send a courier tomorrow',
    attachments: [],
  });
  const { hits } = await until(desk.read.search.find('couriers tomorrow', 10), has(1), 'the draft');
  expect(hits[0]).toMatchObject({ ticket: { id: ticketId }, messageId: null, isUnsent: true });
});

test('it works without a network, right after a start, and remembers what led somewhere', async () => {
  const helpdesk = createFakeHelpdesk();
  const { ticketId } = helpdesk.backstage.openTicket({ text: 'The compressor is noisy' });
  const machine = await machineWithPast(helpdesk);
  machine.network.goOffline();
  const first = await open(machine);
  expect((await until(first.read.search.find('compressors ', 10), has(1))).hits[0]?.ticket.id).toBe(ticketId);
  first.read.search.remember('compressors');
  await until(first.read.search.recent, (texts) => texts.length === 1);
  await first.close();
  const second = await open(machine);
  await until(second.read.search.recent, (texts) => texts[0] === 'compressors', 'what was looked for');
});

test('signing out leaves nothing of it on this machine', async () => {
  const { machine, desk } = await openOnTicket();
  await until(desk.read.search.find('nothing', 10), has(0));
  await atRest(desk);
  await desk.wipe();
  const names = (await machine.database.indexedDB.databases()).map(({ name }) => name);
  expect(names.filter((name) => name?.startsWith('vakhta'))).toEqual([]);
});
