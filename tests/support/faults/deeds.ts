import { setTimeout as sleep } from 'node:timers/promises';
import { v7 as uuid } from 'uuid';
import type { CommandId } from '#shared/base/brand.ts';
import { PATHS, pushAnswerSchema } from '#shared/contract/http/routes.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { Intent } from '#renderer/data/write/desk-writer.ts';
import { sending } from '../contract-host.ts';
import type { Act, Deed } from './schedule.ts';
import type { Scene } from './scene.ts';
import type { Seat } from './seat.ts';

/** How long a person looks at a window that does not answer, in milliseconds. */
const LOOKS_MS = 1_500;

/** Does what a person does. @returns what came of it, for the history */
export function doDeed(scene: Scene, act: Act & { readonly what: Deed }): Promise<string> {
  const seat = scene.seats[act.seat];
  if (seat === undefined) throw new Error('There is no such seat.');
  switch (act.what) {
    case 'customer asks':
    case 'customer writes':
      return Promise.resolve(customerWrites(scene, act));
    case 'trainee pushes':
      return traineePushes(scene);
    case 'sign in':
      return signIn(seat);
    default:
      if (!seat.isOpen) return Promise.resolve('has no window');
      return atTheDesk(scene, seat, { ...act, what: act.what });
  }
}

function customerWrites({ customers, pending, helpdesk, note }: Scene, { what, at }: Act): string {
  const n = pending.length + 1;
  if (what === 'customer asks') {
    const queue = at[0] < 0.6 ? helpdesk.queues.first : helpdesk.queues.second;
    pending.push(
      customers
        .ask(`Question ${n}`, `It does not work (${n}).`, queue)
        .then(() => note(`question ${n} has arrived`)),
    );
    return `asks question ${n}`;
  }
  const conversation = pick(customers.conversations, at[0]);
  if (conversation === null) return 'has nothing to write to';
  const text = `And another thing (${n}.${Math.floor(at[1] * 1e6)}).`;
  pending.push(
    customers
      .write(conversation, text)
      .then((arrived) => note(arrived ? `"${text}" has arrived` : `"${text}" has nowhere to go any more`)),
  );
  return `writes "${text}" to "${conversation.subject}"`;
}

/** Past the window's own rules: the helpdesk must refuse it by itself (I9). */
async function traineePushes({ seats, note }: Scene): Promise<string> {
  const trainee = seats.find((seat) => seat.person.role === 'trainee');
  const ticket = trainee?.isOpen === true ? pick(ticketsOf(trainee), 0) : null;
  if (trainee === undefined || ticket === null) return 'sees no ticket';
  const id = uuid() as CommandId;
  const client = uuid();
  const command = {
    id,
    client,
    n: 1,
    ticketId: ticket.id,
    kind: 'note',
    payload: { text: 'I may not', attachments: [] },
    seen: { ticketVersion: 1, lastCustomerMessageId: ticket.lastCustomerMessageId },
    recordedAt: 0,
  };
  try {
    const response = await trainee.ask(
      PATHS.commands,
      sending('POST', { client, commands: [{ id, after: null, command }] }),
    );
    if (response.status !== 200) return `got ${response.status}`;
    const { answers } = pushAnswerSchema.parse(await response.json());
    const kind = answers[0]?.outcome.kind ?? 'nothing';
    if (kind !== 'refused') note(`WRONG: I9: the helpdesk has said "${kind}" to a trainee`);
    return `is ${kind}`;
  } catch {
    return 'did not get through';
  }
}

async function signIn(seat: Seat): Promise<string> {
  if (!seat.isOpen || seat.desk.read.connection.get().kind !== 'signed-out') return 'is signed in';
  return seat.signIn().then(
    () => 'has signed in',
    () => 'could not sign in',
  );
}

type DeskDeed = Exclude<Deed, 'customer asks' | 'customer writes' | 'trainee pushes' | 'sign in'>;

async function atTheDesk(scene: Scene, seat: Seat, act: Act & { readonly what: DeskDeed }): Promise<string> {
  const { account } = scene;
  const { desk } = seat;
  const { at } = act;
  const ticket = pick(ticketsOf(seat), at[0]);
  if (ticket === null) return 'sees no ticket';
  const ticketId = ticket.id;
  const record = (intent: DistributedIntent): Promise<string> =>
    watch(act, desk.write.record({ ...intent, ticketId } as Intent), (id) =>
      account.queue(seat, ticketId, id),
    );

  switch (act.what) {
    case 'reply':
    case 'note': {
      const words = account.say(seat, act.what, `About ${ticket.subject}`);
      const payload = { text: words.text, attachments: [] };
      const said = desk.write.record({ kind: act.what, ticketId, payload });
      return `${words.mark} ${await watch(act, said, (id) => {
        account.queue(seat, ticketId, id);
        words.kept = true;
      })}`;
    }
    case 'draft':
    case 'answer from a draft':
    case 'answer with a file':
      return fromDraft(scene, seat, ticket, act);
    case 'status':
      return record({
        kind: 'status',
        payload: { to: pick(['open', 'waiting', 'resolved'] as const, at[1]) ?? 'open' },
      });
    case 'priority':
      return record({
        kind: 'priority',
        payload: { to: pick(['low', 'normal', 'high', 'urgent'] as const, at[1]) ?? 'low' },
      });
    case 'tag':
      return record({
        kind: 'tag',
        payload: { add: [`t${Math.floor(at[1] * 12)}`], remove: at[2] < 0.3 ? ticket.tags.slice(0, 1) : [] },
      });
    case 'take':
      return record({ kind: 'assign', payload: { from: ticket.assigneeId, to: seat.person.id } });
    case 'give to a colleague': {
      const colleague = pick(scene.seats, at[1])?.person.id ?? null;
      return record({ kind: 'assign', payload: { from: ticket.assigneeId, to: colleague } });
    }
    case 'give again':
    case 'discard':
    case 'undo':
      return decide(scene, seat, act);
    case 'try now':
      desk.write.tryNow();
      return 'has pressed it';
  }
}

type DistributedIntent = Intent extends infer I ? (I extends Intent ? Omit<I, 'ticketId'> : never) : never;

/** Goes on with the words that are there, as one types. */
async function fromDraft(scene: Scene, seat: Seat, ticket: Ticket, act: Act): Promise<string> {
  const { write, read } = seat.desk;
  const before = read.draft(ticket.id, 'reply').get().draft;
  const words = scene.account.say(seat, 'reply', `Dear customer, about ${ticket.subject}`);
  const attachments = [...(before?.attachments ?? [])];
  if (act.what === 'answer with a file' && attachments.length < 5) {
    const size = 1 + Math.floor(act.at[1] * act.at[1] * 1_500_000);
    const bytes = new Uint8Array(size).map((_, index) => (index * 31 + words.mark.length * scene.seed) % 251);
    const file = await Promise.race([write.keepFile(new Blob([bytes]), 'screen.bin'), sleep(LOOKS_MS, null)]);
    if (file === null) return `${words.mark} the file is not kept yet`;
    if (!file.ok) return `${words.mark} the file is not kept: ${file.error}`;
    attachments.push(file.value);
  }
  const text = before === null ? words.text : `${before.text}\n${words.text}`;
  const saved = write.saveDraft({ ticketId: ticket.id, kind: 'reply', text, attachments });
  const kept = watch({ hasty: act.hasty || act.what !== 'draft' }, saved, () => {
    words.kept = true;
  });
  if (act.what === 'draft') return `${words.mark} ${await kept}`;
  await kept;
  const sent = write.send(ticket.id, 'reply');
  return `${words.mark} ${await watch(act, sent, (id) => {
    scene.account.queue(seat, ticket.id, id);
    words.kept = true;
  })}`;
}

async function decide({ account }: Scene, seat: Seat, act: Act): Promise<string> {
  const { read, write } = seat.desk;
  const items = read.outbox.get();
  const item =
    act.what === 'undo'
      ? items.findLast((each) => each.state.kind === 'waiting')
      : pick(
          items.filter((each) => each.state.kind !== 'waiting'),
          act.at[1],
        );
  if (item === undefined || item === null) return 'has nothing to decide on';
  const { id, ticketId } = item.command;
  const queued = account.queued.get(id);
  // Until the window has told, it may be either: and a window that is killed never tells.
  if (queued !== undefined && queued.fate === 'ours') queued.fate = 'perhaps taken back';
  const stays = () => {
    if (queued?.fate === 'perhaps taken back') queued.fate = 'ours';
  };
  if (act.what === 'give again') {
    const again = (is: CommandId) => account.queue(seat, ticketId, is, id);
    return `${id} ${await watch(act, write.retry(id), again, stays)}`;
  }
  const gone = (how: unknown) => {
    // What may have arrived is taken back by the helpdesk, unless it has taken effect already.
    if (queued !== undefined) queued.fate = how === 'withdrawing' ? 'perhaps taken back' : 'taken back';
  };
  const done = act.what === 'undo' ? write.undo(id) : write.discard(id);
  if (act.what === 'discard' && 'text' in item.command.payload)
    // The draft may hold other words already: then these are let go.
    for (const words of account.wordsIn(item.command.payload.text ?? '')) words.mayBeGone = true;
  return `${id} ${await watch(act, done, gone, stays)}`;
}

/** Waits for the window to say that something is safe, for a while; what it says later counts too. */
async function watch<T>(
  act: Pick<Act, 'hasty'>,
  done: Promise<{ ok: true; value: T } | { ok: false; error: unknown }>,
  onSafe: (value: T) => void,
  onRefused: () => void = () => undefined,
): Promise<string> {
  const told = done.then((result) => {
    if (result.ok) onSafe(result.value);
    else onRefused();
    return result.ok
      ? `is safe${typeof result.value === 'string' ? ` as ${result.value}` : ''}`
      : `is not done: ${String(result.error)}`;
  });
  return act.hasty ? 'is under way' : Promise.race([told, sleep(LOOKS_MS, 'is not safe yet')]);
}

function ticketsOf(seat: Seat): readonly Ticket[] {
  return seat.desk.read
    .tickets('all', null)
    .get()
    .rows.map((row) => row.ticket)
    .toSorted((a, b) => a.number - b.number);
}

function pick<T>(values: readonly T[], at: number): T | null {
  return values[Math.floor(at * values.length)] ?? null;
}
