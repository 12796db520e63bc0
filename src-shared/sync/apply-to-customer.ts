import type { EpochMs } from '#shared/base/brand.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { MAX_NOTES, type CustomerNote } from '#shared/domain/customers/customer-note.ts';
import type { Customer } from '#shared/domain/customers/customer.ts';
import type { CommandActor, NoEffect } from './apply-command.ts';
import type { Command } from './command.ts';

/** A command that changes the customer of its ticket. */
export type CustomerCommand = Extract<Command, { kind: 'customer-note' }>;

/** Whether a command changes the customer of its ticket. */
export function isAboutCustomer(command: Command): command is CustomerCommand {
  return command.kind === 'customer-note';
}

/** Whether somebody may change or remove a note: his own, or any as a supervisor. */
export function mayChangeNote(actor: Pick<CommandActor, 'id' | 'role'>, note: CustomerNote): boolean {
  return note.authorId === actor.id || isSupervising(actor);
}

/**
 * What a command does to the customer of its ticket: one rule for the prediction and for the decision, as `applyCommand`
 * is for the ticket. A note that is not there (any more) is written, so that no words get lost.
 * @param at the helpdesk's clock when it decides, the client's when it predicts (display only, I12)
 */
export function applyToCustomer(
  customer: Customer,
  { payload }: CustomerCommand,
  actor: CommandActor,
  at: EpochMs,
): Result<Customer, NoEffect> {
  const { noteId: id, text, first } = payload;
  const notes = customer.notes ?? [];
  const before = notes.find((note) => note.id === id);
  const refuse = (reason: 'not-allowed' | 'invalid') => err({ kind: 'refused', reason } as const);
  if (before !== undefined && !mayChangeNote(actor, before)) return refuse('not-allowed');
  if (text === null) return ok({ ...customer, notes: notes.filter((note) => note !== before) });
  if (text.trim() === '') return refuse('invalid');
  if (before === undefined) {
    if (notes.length >= MAX_NOTES) return refuse('invalid');
    // Words of another, which only a supervisor can have removed: they come back under his name, with a trace.
    const isOthers = first !== undefined && first.authorId !== actor.id && isSupervising(actor);
    const note: CustomerNote = isOthers
      ? { id, text, authorId: first.authorId, at: first.at, edited: { by: actor.id, at } }
      : { id, text, authorId: actor.id, at };
    return ok({ ...customer, notes: [...notes, note] });
  }
  if (before.text === text) return ok(customer);
  const changed: CustomerNote = { ...before, text, edited: { by: actor.id, at } };
  return ok({ ...customer, notes: notes.map((note) => (note === before ? changed : note)) });
}

/** A customer as the operator sees him: the confirmed row with what waits on top. */
export function projectCustomer(
  customer: Customer,
  pending: readonly Command[],
  actor: CommandActor,
): Customer {
  return pending.reduce((now, command) => {
    if (!isAboutCustomer(command)) return now;
    const after = applyToCustomer(now, command, actor, command.recordedAt as EpochMs);
    return after.ok ? after.value : now;
  }, customer);
}

function isSupervising({ role }: Pick<CommandActor, 'role'>): boolean {
  return role === 'supervisor' || role === 'administrator';
}
