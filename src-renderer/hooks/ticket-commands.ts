import { createContext, useContext } from 'react';
import type { TFunction } from 'i18next';
import type { CommandId, PersonId } from '#shared/base/brand.ts';
import type { Result } from '#shared/base/result.ts';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import type { Priority, Ticket, TicketStatus } from '#shared/domain/tickets/ticket.ts';
import type { Desk } from '#renderer/data/desk.ts';
import type { Intent, WriteError } from '#renderer/data/write/desk-writer.ts';

/** A short message to the operator that goes by itself. */
export interface Notice {
  readonly tone: 'done' | 'error';
  readonly text: string;
  /** The command it is about, so that it can say whether it has been sent. */
  readonly commandId?: CommandId;
  readonly undo?: () => void;
  /** `always`: what has been sent can be changed back too. Words cannot. */
  readonly undoable?: 'always';
}
export type Tell = (notice: Notice) => void;

/** What is done to tickets from buttons, menus and keys: records it, tells it, offers to undo it. */
export interface TicketCommands {
  assign(ticket: Ticket, to: PersonId | null): Promise<void>;
  setStatus(ticket: Ticket, to: TicketStatus): Promise<void>;
  setPriority(ticket: Ticket, to: Priority): Promise<void>;
  changeTags(ticket: Ticket, add: readonly string[], remove: readonly string[]): Promise<void>;
  /** Sends the draft as it is now, optionally resolving the ticket with it. */
  send(ticket: Ticket, kind: Draft['kind'], thenResolve: boolean): Promise<Result<null, WriteError>>;
  /** Tells what has been done and how it is taken back. */
  offerUndo(text: string, takeBack: () => Promise<void>): void;
  /** Takes back what was last told with an undo, if anything. */
  undoLast(): void;
}

/** Makes the commands of a desk. */
export function createTicketCommands(desk: Desk, tell: Tell, t: TFunction): TicketCommands {
  let last: (() => void) | null = null;

  const fail = (error: WriteError) => tell({ tone: 'error', text: t(`writeError.${error}`) });

  const offer = (
    commandId: CommandId | null,
    text: string,
    takeBack: () => Promise<void>,
    undoable?: 'always',
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
    });
  };

  /** Takes a change back: out of the outbox while it is there, else by the opposite change. */
  const change = async (intent: Intent, opposite: Intent, text: string) => {
    const recorded = await desk.write.record(intent);
    if (!recorded.ok) return fail(recorded.error);
    const takeBack = async () => {
      const undone = await desk.write.undo(recorded.value);
      if (undone.ok) return;
      const reversed = await desk.write.record(opposite);
      if (!reversed.ok) fail(reversed.error);
    };
    offer(recorded.value, text, takeBack, 'always');
  };

  return {
    assign: async (ticket, to) => {
      const from = ticket.assigneeId;
      if (from === to) return;
      const name = to === null ? null : (desk.read.people.get().get(to)?.name ?? '');
      await change(
        { kind: 'assign', ticketId: ticket.id, payload: { from, to } },
        { kind: 'assign', ticketId: ticket.id, payload: { from: to, to: from } },
        name === null
          ? t('told.unassigned', { number: ticket.number })
          : t('told.assigned', { number: ticket.number, name }),
      );
    },
    setStatus: async (ticket, to) => {
      if (ticket.status === to) return;
      await change(
        { kind: 'status', ticketId: ticket.id, payload: { to } },
        { kind: 'status', ticketId: ticket.id, payload: { to: ticket.status } },
        t('told.status', { number: ticket.number, status: t(`status.${to}`) }),
      );
    },
    setPriority: async (ticket, to) => {
      if (ticket.priority === to) return;
      await change(
        { kind: 'priority', ticketId: ticket.id, payload: { to } },
        { kind: 'priority', ticketId: ticket.id, payload: { to: ticket.priority } },
        t('told.priority', { number: ticket.number, priority: t(`priority.${to}`) }),
      );
    },
    changeTags: async (ticket, add, remove) => {
      await change(
        { kind: 'tag', ticketId: ticket.id, payload: { add: [...add], remove: [...remove] } },
        { kind: 'tag', ticketId: ticket.id, payload: { add: [...remove], remove: [...add] } },
        t('told.tags', { number: ticket.number }),
      );
    },
    send: async (ticket, kind, thenResolve) => {
      const sent = await desk.write.send(ticket.id, kind);
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
          const undone = await desk.write.undo(sent.value);
          if (!undone.ok)
            tell({
              tone: 'error',
              text: undone.error === 'too-late' ? t('told.tooLate') : t(`writeError.${undone.error}`),
            });
        },
      );
      return { ok: true, value: null };
    },
    offerUndo: (text, takeBack) => offer(null, text, takeBack),
    undoLast: () => last?.(),
  };
}

export const TicketCommandsContext = createContext<TicketCommands | null>(null);

/** What can be done to tickets. */
export function useTicketCommands(): TicketCommands {
  const commands = useContext(TicketCommandsContext);
  if (commands === null) throw new Error('There are no ticket commands here');
  return commands;
}
