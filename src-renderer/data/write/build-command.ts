import type { ClientId, CommandId, MessageId } from '#shared/base/brand.ts';
import type { Clock } from '#shared/base/ports.ts';
import { commandSchema, type Command } from '#shared/sync/command.ts';
import type { Intent } from './desk-writer.ts';

/** What a command says besides what is wanted. */
export interface CommandFrame {
  readonly id: CommandId;
  readonly client: ClientId;
  readonly n: number;
  readonly seen: { readonly ticketVersion: number; readonly lastCustomerMessageId: MessageId | null };
  readonly clock: Clock;
}

/** Makes a command of what is wanted; null when it does not fit the rules of its kind. */
export function buildCommand(intent: Intent, frame: CommandFrame): Command | null {
  const { clock, ...rest } = frame;
  const parsed = commandSchema.safeParse({ ...intent, ...rest, recordedAt: clock.now() });
  return parsed.success ? parsed.data : null;
}
