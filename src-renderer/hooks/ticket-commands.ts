import { createContext, useContext } from 'react';
import type { TFunction } from 'i18next';
import { v7 as uuid } from 'uuid';
import type { CommandId, EpochMs, MessageId, PersonId, TicketId } from '#shared/base/brand.ts';
import { ok, type Result } from '#shared/base/result.ts';
import type { ComposerKind, HandOverKind } from '#shared/domain/drafts/draft.ts';
import type { Delegate } from '#shared/domain/tickets/delegate.ts';
import type { Priority, Ticket, TicketStatus } from '#shared/domain/tickets/ticket.ts';
import type { Command } from '#shared/sync/command.ts';
import type { Desk } from '#renderer/data/desk.ts';
import type { Intent, Wait, WriteError } from '#renderer/data/write/desk-writer.ts';
import { categoryName, delegateName } from './describe-event.ts';
import type { Formats } from './format.ts';
import { namesOf } from './names.ts';
import { oppositeOf } from './opposite-of.ts';

/** A short message to the operator that goes by itself. */
export interface Notice {
  readonly tone: 'done' | 'error';
  readonly text: string;
  /** The command it is about, so that it can say whether it has been sent. */
  readonly commandId?: CommandId;
  readonly undo?: () => void;
  /** `always`: what has been sent can be changed back too. Words cannot. */
  readonly undoable?: 'always';
  /** It stays at least so long, in milliseconds. */
  readonly stayMs?: number;
}
export type Tell = (notice: Notice) => void;

/** The same change of many tickets, as one act. */
export interface Bulk {
  /**
   * Records a command for each ticket; all are told together, with one undo.
   * @param change null: this one is left as it is
   * @param text what is told, perhaps by how many were changed
   * @param onProgress how many of them are safe on this machine
   * @param signal ends it between two lots: what is recorded stays, and is told
   * @returns how many of them are safe on this machine
   */
  run(
    tickets: readonly Ticket[],
    change: (ticket: Ticket) => Intent | null,
    text: string | ((count: number) => string),
    onProgress?: (done: number, of: number) => void,
    signal?: AbortSignal,
  ): Promise<number>;
}

/** What is given to a partner. */
export type PartnerHandOver = Extract<Command, { kind: 'hand-to-partner' }>['payload'];

/** What is done to tickets from buttons, menus and keys: records it, tells it, offers to undo it. */
export interface TicketCommands {
  assign(ticket: Ticket, to: PersonId | null): Promise<void>;
  setStatus(ticket: Ticket, to: TicketStatus): Promise<void>;
  setPriority(ticket: Ticket, to: Priority): Promise<void>;
  changeTags(ticket: Ticket, add: readonly string[], remove: readonly string[]): Promise<void>;
  setCategory(ticket: Ticket, to: Ticket['category']): Promise<void>;
  /** Until a time, until the customer answers (null), or no longer (undefined). */
  snooze(ticket: Ticket, until: EpochMs | null | undefined): Promise<void>;
  follow(ticket: Ticket, on: boolean): Promise<void>;
  link(ticket: Ticket, to: Ticket, on: boolean): Promise<void>;
  /** @param note for whoever takes over; may be empty */
  delegate(ticket: Ticket, to: Delegate, note: string): Promise<void>;
  /** Records what is passed on to a partner; the letter itself is sent by a person. */
  handToPartner(ticket: Ticket, given: PartnerHandOver): Promise<void>;
  /** Records the partner's answer; null: the ticket is taken back without one. */
  backFromPartner(ticket: Ticket, answer: string | null): Promise<void>;
  merge(ticket: Ticket, into: Ticket): Promise<void>;
  unmerge(ticket: Ticket): Promise<void>;
  /** Makes a message of the customer a ticket of its own. */
  split(ticket: Ticket, messageId: MessageId, subject: string): Promise<void>;
  /**
   * Sends the draft as it is now, optionally resolving the ticket with it.
   * @param wait how long it is held first; as long as the settings say where it is left out
   */
  send(
    ticket: Ticket,
    kind: ComposerKind,
    thenResolve: boolean,
    wait?: Wait,
  ): Promise<Result<null, WriteError>>;
  readonly bulk: Bulk;
  /** Tells what has been done and how it is taken back. */
  offerUndo(text: string, takeBack: () => Promise<void>): void;
  /** Takes back what was last told with an undo, if anything. */
  undoLast(): void;
}

/** A change that is safe on this machine, and what changes it back. */
interface Recorded {
  readonly id: CommandId;
  readonly opposite: readonly Intent[];
}

/** So many commands of a bulk are recorded at once: they go into one transaction, and the window can breathe between. */
const TOGETHER = 50;

/** Makes the commands of a desk. */
export function createTicketCommands(
  desk: Desk,
  tell: Tell,
  t: TFunction,
  formats: () => Formats,
  /** In which sending can be undone, in milliseconds. */
  undoMs: () => number = () => 0,
): TicketCommands {
  const names = () => namesOf(desk.read, formats(), t);
  let last: (() => void) | null = null;
  /** Acts that are shown and not yet kept: what undoes them is known when they are. */
  let underway: Promise<unknown> = Promise.resolve();
  const follow = <T>(act: Promise<T>): Promise<T> => {
    underway = Promise.allSettled([underway, act]);
    return act;
  };

  const fail = (error: WriteError) => tell({ tone: 'error', text: t(`writeError.${error}`) });

  const offer = (
    commandId: CommandId | null,
    text: string,
    takeBack: () => Promise<void>,
    undoable?: 'always',
    stayMs = 0,
  ) => {
    const undo = () => {
      if (last === undo) last = null;
      void takeBack();
    };
    last = undo;
    tell({
      tone: 'done',
      text,
      undo,
      ...(commandId === null ? {} : { commandId }),
      ...(undoable === undefined ? {} : { undoable }),
      stayMs,
    });
  };

  /** Takes a change back: out of the outbox while it is there, else by the opposite change. */
  const takeBack = async ({ id, opposite }: Recorded, words?: 'let-go'): Promise<WriteError | null> => {
    const undone = await desk.write.undo(id, words);
    if (undone.ok) return null;
    for (const intent of opposite) {
      const reversed = await desk.write.record(intent);
      if (!reversed.ok) return reversed.error;
    }
    return null;
  };

  /** Out of the outbox, or told that it is too late. */
  const takeOut = async (id: CommandId) => {
    const undone = await desk.write.undo(id);
    if (undone.ok) return;
    const text = undone.error === 'too-late' ? t('told.tooLate') : t(`writeError.${undone.error}`);
    tell({ tone: 'error', text });
  };

  const record = async (
    ticket: Ticket,
    intent: Intent,
    instead?: HandOverKind,
  ): Promise<Result<Recorded, WriteError>> => {
    const recorded = await desk.write.record(intent, instead);
    return recorded.ok ? ok({ id: recorded.value, opposite: oppositeOf(ticket, intent) }) : recorded;
  };

  const change = async (ticket: Ticket, intent: Intent, text: string, instead?: HandOverKind) => {
    const recorded = await follow(record(ticket, intent, instead));
    if (!recorded.ok) return fail(recorded.error);
    const undo = async () => {
      const error = await takeBack(recorded.value);
      if (error !== null) fail(error);
    };
    offer(recorded.value.id, text, undo, 'always');
  };

  const bulk: Bulk = {
    async run(tickets, changeOf, text, onProgress, signal) {
      const wanted = tickets.flatMap((ticket) => {
        const intent = changeOf(ticket);
        return intent === null ? [] : [{ ticket, intent }];
      });
      const done: Recorded[] = [];
      let error: WriteError | null = null;
      for (let from = 0; from < wanted.length && signal?.aborted !== true; from += TOGETHER) {
        const lot = wanted.slice(from, from + TOGETHER);
        const given = Promise.all(lot.map(({ ticket, intent }) => record(ticket, intent)));
        for (const recorded of await follow(given)) {
          if (recorded.ok) done.push(recorded.value);
          else error ??= recorded.error;
        }
        onProgress?.(done.length, wanted.length);
      }
      if (error !== null) fail(error);
      if (done.length === 0) return 0;
      offer(
        null,
        typeof text === 'string' ? text : text(done.length),
        async () => {
          const errors: WriteError[] = [];
          for (let from = 0; from < done.length; from += TOGETHER) {
            const lot = done.slice(from, from + TOGETHER);
            // The same words for all of them are nobody's draft.
            for (const failed of await Promise.all(lot.map((each) => takeBack(each, 'let-go'))))
              if (failed !== null) errors.push(failed);
          }
          if (errors[0] !== undefined) fail(errors[0]);
        },
        'always',
      );
      return done.length;
    },
  };

  return {
    assign: async (ticket, to) => {
      const from = ticket.assigneeId;
      if (from === to) return;
      const name = to === null ? null : (desk.read.people.get().get(to)?.name ?? '');
      await change(
        ticket,
        { kind: 'assign', ticketId: ticket.id, payload: { from, to } },
        name === null
          ? t('told.unassigned', { number: ticket.number })
          : t('told.assigned', { number: ticket.number, name }),
      );
    },
    setStatus: async (ticket, to) => {
      if (ticket.status === to) return;
      await change(
        ticket,
        { kind: 'status', ticketId: ticket.id, payload: { to } },
        t('told.status', { number: ticket.number, status: t(`status.${to}`) }),
      );
    },
    setPriority: async (ticket, to) => {
      if (ticket.priority === to) return;
      await change(
        ticket,
        { kind: 'priority', ticketId: ticket.id, payload: { to } },
        t('told.priority', { number: ticket.number, priority: t(`priority.${to}`) }),
      );
    },
    changeTags: async (ticket, add, remove) => {
      await change(
        ticket,
        { kind: 'tag', ticketId: ticket.id, payload: { add: [...add], remove: [...remove] } },
        t('told.tags', { number: ticket.number }),
      );
    },
    setCategory: async (ticket, to) => {
      if (ticket.category === to) return;
      const text = t('told.category', { number: ticket.number, category: categoryName(to, t) });
      await change(ticket, { kind: 'category', ticketId: ticket.id, payload: { to } }, text);
    },
    snooze: async (ticket, until) => {
      const { number } = ticket;
      const text =
        until === undefined
          ? t('told.woken', { number })
          : t('told.snoozed', { number, until: names().until(until) });
      await change(ticket, { kind: 'snooze', ticketId: ticket.id, payload: { until } }, text);
    },
    follow: async (ticket, on) => {
      const text = t(on ? 'told.followed' : 'told.unfollowed', { number: ticket.number });
      await change(ticket, { kind: 'follow', ticketId: ticket.id, payload: { on } }, text);
    },
    link: async (ticket, to, on) => {
      const text = t(on ? 'told.linked' : 'told.unlinked', { number: ticket.number, other: to.number });
      await change(ticket, { kind: 'link', ticketId: ticket.id, payload: { to: to.id, on } }, text);
    },
    delegate: async (ticket, to, note) => {
      const text = t('told.delegated', { number: ticket.number, to: delegateName(to, names(), t) });
      const payload = { from: ticket.assigneeId, to, note };
      await change(ticket, { kind: 'delegate', ticketId: ticket.id, payload }, text, 'delegate');
    },
    handToPartner: async (ticket, given) => {
      const text = t('told.handedToPartner', { number: ticket.number, name: given.partner.name });
      const intent = { kind: 'hand-to-partner', ticketId: ticket.id, payload: given } as const;
      await change(ticket, intent, text, 'hand-to-partner');
    },
    backFromPartner: async (ticket, answer) => {
      const told = { number: ticket.number, name: ticket.partner?.name ?? '' };
      const text = t(answer === null ? 'told.partnerTakenBack' : 'told.partnerAnswered', told);
      const how = answer === null ? 'taken-back' : 'answered';
      const payload = { how, text: answer ?? '' } as const;
      const intent = { kind: 'back-from-partner', ticketId: ticket.id, payload } as const;
      const recorded = await follow(
        desk.write.record(intent, answer === null ? undefined : 'back-from-partner'),
      );
      if (!recorded.ok) return fail(recorded.error);
      // Only as long as it is here: what brings a partner back is a new letter.
      offer(recorded.value, text, () => takeOut(recorded.value));
    },
    merge: async (ticket, into) => {
      const text = t('told.merged', { number: ticket.number, other: into.number });
      await change(ticket, { kind: 'merge', ticketId: ticket.id, payload: { into: into.id } }, text);
    },
    unmerge: async (ticket) => {
      const text = t('told.unmerged', { number: ticket.number });
      await change(ticket, { kind: 'merge', ticketId: ticket.id, payload: { into: null } }, text);
    },
    split: async (ticket, messageId, subject) => {
      const made = { newTicketId: uuid() as TicketId, newMessageId: uuid() as MessageId };
      const text = t('told.split', { number: ticket.number });
      const payload = { messageId, ...made, subject };
      await change(ticket, { kind: 'split', ticketId: ticket.id, payload }, text);
    },
    send: async (ticket, kind, thenResolve, wait = { kind: 'undo', ms: undoMs() }) => {
      const sent = await follow(desk.write.send(ticket.id, kind, wait));
      if (!sent.ok) return sent;
      const resolved = thenResolve
        ? await desk.write.record({ kind: 'status', ticketId: ticket.id, payload: { to: 'resolved' } })
        : null;
      if (resolved !== null && !resolved.ok) fail(resolved.error);
      offer(
        sent.value,
        t(kind === 'reply' ? 'told.reply' : 'told.note', { number: ticket.number }),
        async () => {
          if (resolved?.ok === true) {
            const undone = await desk.write.undo(resolved.value);
            if (!undone.ok)
              await desk.write.record({
                kind: 'status',
                ticketId: ticket.id,
                payload: { to: ticket.status },
              });
          }
          await takeOut(sent.value);
        },
        undefined,
        wait.kind === 'undo' ? wait.ms : 0,
      );
      return { ok: true, value: null };
    },
    bulk,
    offerUndo: (text, takeBack) => offer(null, text, takeBack),
    undoLast: () => void underway.then(() => last?.()),
  };
}

export const TicketCommandsContext = createContext<TicketCommands | null>(null);

/** What can be done to tickets. */
export function useTicketCommands(): TicketCommands {
  const commands = useContext(TicketCommandsContext);
  if (commands === null) throw new Error('There are no ticket commands here');
  return commands;
}
