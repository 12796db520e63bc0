import { createHash } from 'node:crypto';
import type { TicketId } from '#shared/base/brand.ts';
import type { Intent } from '#renderer/data/write/desk-writer.ts';
import { openAccount, type Account } from './account.ts';
import { check } from './checkers.ts';
import { openCustomers, type CustomerConversation, type Customers } from './customers.ts';
import type { RewindableHelpdesk } from './in-process-helpdesk.ts';
import { atRest, converged, leftAt, until } from './rest.ts';
import { takeSeat, type Seat } from './seat.ts';

/** A question of a customer as the stage knows it. */
export interface Question {
  readonly conversation: CustomerConversation;
  readonly subject: string;
}

/** A scene of one case: an operator at his machine, a colleague, and two customers. */
export interface Stage {
  /** Number of the scene: no two have the same. */
  readonly scene: number;
  readonly helpdesk: RewindableHelpdesk;
  readonly customers: Customers;
  readonly account: Account;
  readonly seat: Seat;
  readonly questions: readonly [Question, Question];
  ticketOf(question: Question): TicketId;
  /** Does something and waits until the window shows it as queued. */
  act(question: Question, intent: WithoutTicket): Promise<void>;
  /** Writes an answer or a note. */
  write(question: Question, kind: 'reply' | 'note', text: string): Promise<void>;
  /** Answers with a file. */
  answerWithFile(question: Question, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Gives everything that is held again, as somebody who has read what is new. */
  giveHeldAgain(): Promise<void>;
  /** Waits for rest and holds everything against the account. */
  settle(): Promise<void>;
  leave(): Promise<void>;
}

type WithoutTicket = Intent extends infer I ? (I extends Intent ? Omit<I, 'ticketId'> : never) : never;

/** Pauses are so long that what is told in them is heard on a machine under load, too. */
const UNHURRIED = 6;

let scenes = 0;

/** Sets a scene on a helpdesk that other scenes have used. @param quicker see `takeSeat` */
export async function setStage(helpdesk: RewindableHelpdesk, quicker: number = UNHURRIED): Promise<Stage> {
  const target = () => helpdesk.url;
  const customers = openCustomers(target);
  const account = openAccount();
  const scene = ++scenes;
  const ask = async (n: number): Promise<Question> => {
    const subject = `Question ${scene}.${n} of a customer`;
    const conversation = await customers.ask(
      subject,
      `It does not work, case ${scene}.${n}.`,
      helpdesk.queues.first,
    );
    return { conversation, subject };
  };
  const questions = [await ask(1), await ask(2)] as const;
  const seat = await takeSeat({
    name: `anna at ${scene}`,
    who: helpdesk.people.anna,
    target,
    random: () => 0.99,
    quicker,
  });

  const find = ({ subject }: Question) =>
    seat.desk.read
      .tickets('all', null)
      .get()
      .rows.find((row) => row.ticket.subject === subject)?.ticket;
  const stage: Stage = {
    scene,
    helpdesk,
    customers,
    account,
    seat,
    questions,
    ticketOf(question) {
      const ticket = find(question);
      if (ticket === undefined) throw new Error(`${question.subject} is not here`);
      return ticket.id;
    },
    async act(question, intent) {
      const ticketId = stage.ticketOf(question);
      const queued = await seat.desk.write.record({ ...intent, ticketId } as Intent);
      if (!queued.ok) throw new Error(`Could not be queued: ${queued.error}`);
      account.queue(seat, ticketId, queued.value);
    },
    async write(question, kind, text) {
      const words = account.say(seat, kind, text);
      await stage.act(question, { kind, payload: { text: words.text, attachments: [] } });
      words.kept = true;
    },
    async answerWithFile(question, bytes) {
      const ticketId = stage.ticketOf(question);
      const { write } = seat.desk;
      const file = await write.keepFile(new Blob([bytes]), 'screen.bin');
      if (!file.ok) throw new Error(`Could not be kept: ${file.error}`);
      const words = account.say(seat, 'reply', 'See the picture');
      const saved = await write.saveDraft({
        ticketId,
        kind: 'reply',
        text: words.text,
        attachments: [file.value],
      });
      if (!saved.ok) throw new Error(`Could not be saved: ${saved.error}`);
      words.kept = true;
      const sent = await write.send(ticketId, 'reply');
      if (!sent.ok) throw new Error(`Could not be sent: ${sent.error}`);
      account.queue(seat, ticketId, sent.value);
      await atRest(seat);
      const got = await fetch(`${helpdesk.url}${question.conversation.path}/files/${file.value.sha256}`);
      const hash = createHash('sha256')
        .update(new Uint8Array(await got.arrayBuffer()))
        .digest('hex');
      if (hash !== file.value.sha256) throw new Error(`The customer gets another file (${got.status})`);
    },
    async giveHeldAgain() {
      for (const { command, state } of seat.desk.read.outbox.get()) {
        if (state.kind !== 'held') continue;
        const conversation = seat.desk.read.conversation(command.ticketId);
        const stop = conversation.subscribe(() => undefined);
        await until(() => conversation.get().kind === 'open', 'the conversation is open');
        const again = await seat.desk.write.retry(command.id);
        stop();
        if (!again.ok) throw new Error(`Could not be given again: ${again.error}`);
        account.queue(seat, command.ticketId, again.value, command.id);
      }
    },
    async settle() {
      await atRest(seat);
      await converged(seat);
      const views = await Promise.all(
        customers.conversations.map(async (conversation) => ({
          conversation,
          view: await customers.look(conversation),
        })),
      );
      const wrong = check({
        account,
        tables: await helpdesk.tables(questions.map((question) => question.subject)),
        customers: views,
        seats: [await leftAt(seat)],
        wasRewound: false,
      });
      if (wrong.length > 0) throw new Error(wrong.join('\n'));
    },
    async leave() {
      await seat.leave();
    },
  };
  return stage;
}
