import { afterEach, expect, test } from 'vitest';
import type { TicketId } from '#shared/base/brand.ts';
import type { Desk } from '#renderer/data/desk.ts';
import { createFakeHelpdesk } from '#tests/support/fake-helpdesk.ts';
import { closeDesks, conversationOf, machineWithPast, open, valueOf } from '#tests/support/desk-harness.ts';
import { createMortalMachine } from '#tests/support/mortal-machine.ts';
import { atRest, eventually, until } from '#tests/support/ring.ts';

afterEach(closeDesks);

/** Long enough that nothing goes out during a test, although its time passes quicker. */
const LONG = { kind: 'undo', ms: 60_000 } as const;

async function openDesk() {
  const helpdesk = createFakeHelpdesk();
  const { ticketId } = helpdesk.backstage.openTicket();
  const machine = await machineWithPast(helpdesk);
  const desk = await open(machine);
  await atRest(desk);
  return { helpdesk, ticketId, machine, desk };
}

async function write(desk: Desk, ticketId: TicketId, text: string): Promise<void> {
  valueOf(await desk.write.saveDraft({ ticketId, kind: 'reply', text, attachments: [] }));
}
const replies = (helpdesk: ReturnType<typeof createFakeHelpdesk>, ticketId: TicketId) =>
  helpdesk.messages(ticketId).flatMap((message) => (message.kind === 'reply' ? [message.text] : []));

test('what is sent is held, shown in its place, and the words come back when it is undone', async () => {
  const { helpdesk, ticketId, desk } = await openDesk();
  await write(desk, ticketId, 'Too early');
  const id = valueOf(await desk.write.send(ticketId, 'reply', LONG));
  const [item] = await until(desk.read.outbox, (items) => items.length === 1);
  expect(item).toMatchObject({ delay: { kind: 'undo' }, state: { because: 'delayed' }, canDiscard: true });
  const { timeline } = await conversationOf(desk, ticketId);
  expect(timeline.at(-1)).toMatchObject({ delivery: 'waiting', message: { text: 'Too early' } });
  // Nothing hurries it.
  desk.write.tryNow();
  valueOf(await desk.write.undo(id));
  expect(desk.read.draft(ticketId, 'reply').get().draft?.text).toBe('Too early');
  expect(desk.read.outbox.get()).toEqual([]);
  await atRest(desk);
  expect(replies(helpdesk, ticketId)).toEqual([]);
});

test('when the time is over it goes out by itself, once, and what was done after it on the ticket goes after it (I3)', async () => {
  const { helpdesk, ticketId, desk } = await openDesk();
  await write(desk, ticketId, 'In a moment');
  valueOf(await desk.write.send(ticketId, 'reply', { kind: 'undo', ms: 2_000 }));
  valueOf(await desk.write.record({ kind: 'status', ticketId, payload: { to: 'resolved' } }));
  await until(desk.read.outbox, (items) => items.some((item) => item.state.kind === 'waiting'));
  expect(helpdesk.applied).toEqual([]);
  await atRest(desk);
  expect(replies(helpdesk, ticketId)).toEqual(['In a moment']);
  expect(helpdesk.applied).toHaveLength(2);
  expect(helpdesk.row(ticketId)).toMatchObject({ status: 'resolved' });
});

test('"send now" ends the wait', async () => {
  const { helpdesk, ticketId, desk } = await openDesk();
  await write(desk, ticketId, 'Now');
  const id = valueOf(await desk.write.send(ticketId, 'reply', LONG));
  await until(desk.read.outbox, (items) => items.length === 1);
  valueOf(await desk.write.reschedule(id, 'now'));
  await atRest(desk);
  expect(replies(helpdesk, ticketId)).toEqual(['Now']);
});

test('what was held when the program ended goes out at the next start, once', async () => {
  const { helpdesk, ticketId, machine, desk } = await openDesk();
  await write(desk, ticketId, 'Held over the end');
  valueOf(await desk.write.send(ticketId, 'reply', { kind: 'undo', ms: 3_000 }));
  await desk.close();
  expect(replies(helpdesk, ticketId)).toEqual([]);
  const again = await open(machine);
  await until(again.read.outbox, (items) => items.length === 0);
  await eventually(() => replies(helpdesk, ticketId).length === 1, 'it has gone out');
  await atRest(again);
  expect(replies(helpdesk, ticketId)).toEqual(['Held over the end']);
});

test('a chosen time: not predicted, holds back nothing else, can be changed, and goes out by this machine (I3)', async () => {
  const { helpdesk, ticketId, machine, desk } = await openDesk();
  await write(desk, ticketId, 'Tomorrow');
  const id = valueOf(
    await desk.write.send(ticketId, 'reply', { kind: 'later', until: Date.now() + 86_400_000 }),
  );
  valueOf(await desk.write.record({ kind: 'priority', ticketId, payload: { to: 'high' } }));
  await until(desk.read.outbox, (items) => items.length === 1, 'only the scheduled one');
  expect(replies(helpdesk, ticketId)).toEqual([]);
  expect(
    (await conversationOf(desk, ticketId)).timeline.every((entry) => entry.delivery === 'confirmed'),
  ).toBe(true);
  // It outlives the program, and the draft is free for other words.
  await desk.close();
  const again = await open(machine);
  const [item] = await until(again.read.outbox, (items) => items.length === 1);
  expect(item).toMatchObject({ delay: { kind: 'later' }, state: { because: 'delayed' } });
  valueOf(await again.write.reschedule(id, Date.now() + 150));
  await until(again.read.outbox, (items) => items.length === 0);
  await atRest(again);
  expect(replies(helpdesk, ticketId)).toEqual(['Tomorrow']);
});

test('a scheduled answer that a newer message has overtaken is held, not sent (I6)', async () => {
  const { helpdesk, ticketId, desk } = await openDesk();
  await write(desk, ticketId, 'Answer to the first');
  const id = valueOf(
    await desk.write.send(ticketId, 'reply', { kind: 'later', until: Date.now() + 86_400_000 }),
  );
  helpdesk.backstage.writeAsCustomer(ticketId, 'Something else now');
  await until(desk.read.outbox, (items) => items.length === 1);
  valueOf(await desk.write.reschedule(id, 'now'));
  await until(desk.read.outbox, (items) => items[0]?.state.kind === 'held', 'it is held');
  expect(replies(helpdesk, ticketId)).toEqual([]);
});

test('taken out and put back, a scheduled answer is scheduled as before', async () => {
  const { helpdesk, ticketId, desk } = await openDesk();
  await write(desk, ticketId, 'Not now');
  const until_ = Date.now() + 86_400_000;
  const id = valueOf(await desk.write.send(ticketId, 'reply', { kind: 'later', until: until_ }));
  const [item] = await until(desk.read.outbox, (items) => items.length === 1);
  if (item === undefined) throw new Error('nothing');
  valueOf(await desk.write.discard(id));
  valueOf(
    await desk.write.putBack({
      command: item.command,
      state: { kind: 'waiting', delay: item.delay ?? undefined },
      draft: null,
      swapped: null,
    }),
  );
  expect(desk.read.outbox.get()[0]?.delay).toEqual({ kind: 'later', until: until_ });
  await atRestButHeld(desk);
  expect(replies(helpdesk, ticketId)).toEqual([]);
});

/** As `atRest`, with something in the outbox that is to stay. */
async function atRestButHeld(desk: Desk): Promise<void> {
  await until(desk.read.connection, (link) => link.kind === 'online');
}

test('I2: killed at any moment of the wait, the answer goes out exactly once, or is the draft again', async () => {
  for (const killAfter of [0, 5, 15, 30, 60]) {
    const helpdesk = createFakeHelpdesk();
    const { ticketId } = helpdesk.backstage.openTicket();
    const machine = createMortalMachine(helpdesk);
    const desk = await machine.start();
    await atRest(desk);
    await write(desk, ticketId, 'Once');
    const sending = desk.write.send(ticketId, 'reply', { kind: 'undo', ms: 3_000 });
    if (killAfter > 0) {
      await sending;
      await new Promise((resolve) => setTimeout(resolve, killAfter));
    }
    machine.kill();
    const again = await machine.start();
    await until(again.read.connection, (link) => link.kind === 'online');
    const isDraft = again.read.draft(ticketId, 'reply').get().draft?.text === 'Once';
    if (!isDraft) {
      await eventually(() => replies(helpdesk, ticketId).length > 0, `it has gone out (${killAfter})`);
      await atRest(again);
    }
    expect([...replies(helpdesk, ticketId), ...(isDraft ? ['Once'] : [])]).toEqual(['Once']);
    expect(again.read.outbox.get()).toEqual([]);
    await again.close();
  }
});

test('a lost local database: what was held comes back from the journal and goes out once', async () => {
  const helpdesk = createFakeHelpdesk();
  const { ticketId } = helpdesk.backstage.openTicket();
  const machine = createMortalMachine(helpdesk);
  const desk = await machine.start();
  await atRest(desk);
  await write(desk, ticketId, 'From the journal');
  valueOf(await desk.write.send(ticketId, 'reply', { kind: 'undo', ms: 3_000 }));
  machine.kill();
  machine.loseDatabase();
  const again = await machine.start();
  await eventually(() => replies(helpdesk, ticketId).length > 0, 'it has gone out');
  await atRest(again);
  expect(replies(helpdesk, ticketId)).toEqual(['From the journal']);
  await again.close();
});
