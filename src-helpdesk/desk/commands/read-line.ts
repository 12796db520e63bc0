import { z } from 'zod';
import { clientIdSchema, commandIdSchema, type ClientId, type CommandId } from '#shared/base/brand.ts';
import type { Push } from '#shared/contract/http/routes.ts';
import { ACTION_OF, commandSchema, type Command } from '#shared/sync/command.ts';

/** One line of a push, read. */
export interface Line {
  readonly id: CommandId;
  /** The command that must have been applied before (I3). */
  readonly after: CommandId | null;
  readonly client: ClientId;
  /** The command; or why it will never be one; or `withdrawn`, when the operator has taken it back. */
  readonly command: Command | 'unsupported' | 'invalid' | 'withdrawn';
}

/** Enough of a command to say that only its kind is unknown. */
const envelopeSchema = z.object({
  id: commandIdSchema,
  client: clientIdSchema,
  kind: z.string(),
});
const KINDS: ReadonlySet<string> = new Set(Object.keys(ACTION_OF));

/** Reads one line: what it holds besides its envelope comes from a client and is not trusted. */
export function readLine(pushed: Push['commands'][number], client: ClientId): Line {
  const { id, after } = pushed;
  return { id, after, client, command: pushed.withdraw === true ? 'withdrawn' : readCommand(pushed, client) };
}

function readCommand(
  { id, command }: Push['commands'][number],
  client: ClientId,
): Command | 'unsupported' | 'invalid' {
  const parsed = commandSchema.safeParse(command);
  if (parsed.success) return parsed.data.id === id && parsed.data.client === client ? parsed.data : 'invalid';
  const envelope = envelopeSchema.safeParse(command);
  return envelope.success && !KINDS.has(envelope.data.kind) ? 'unsupported' : 'invalid';
}
