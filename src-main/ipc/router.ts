import type { z } from 'zod';
import type { Logger } from '#shared/base/ports.ts';
import { err, type Result } from '#shared/base/result.ts';
import {
  CALLS,
  type CallError,
  type CallName,
  type Calls,
  type CallValue,
} from '#shared/contract/ipc/calls.ts';

type Awaitable<T> = T | Promise<T>;

/** One handler per call. They get checked input and hold no checks themselves. */
export type Handlers = {
  readonly [N in CallName]: (
    input: z.output<Calls[N]['input']>,
  ) => Awaitable<Result<CallValue<N>, Exclude<CallError<N>, 'refused-call'>>>;
};

/**
 * Makes the one way in: a known name, then a trusted sender, then input as the schema says, and only then the handler.
 * Whatever fails a check is answered with `refused-call` and touches nothing.
 *
 * @param Sender whatever tells who calls; `isTrusted` judges it
 */
export function makeRouter<Sender>(options: {
  handlers: Handlers;
  isTrusted: (sender: Sender) => boolean;
  log: Logger;
}): (sender: Sender, name: unknown, input: unknown) => Promise<Result<unknown, string>> {
  const { handlers, isTrusted, log } = options;
  return async (sender, name, input) => {
    if (!isCallName(name)) return refuse(log, 'unknown-name', null);
    if (!isTrusted(sender)) return refuse(log, 'foreign-sender', name);
    const parsed = CALLS[name].input.safeParse(input);
    if (!parsed.success) return refuse(log, 'bad-input', name);
    // The schema of this name has just been applied, which the compiler cannot follow through a union of names.
    const handler = handlers[name] as (checked: unknown) => Awaitable<Result<unknown, string>>;
    return await handler(parsed.data);
  };
}

function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(CALLS, name);
}

function refuse(log: Logger, reason: string, name: CallName | null): Result<never, 'refused-call'> {
  log.warn('ipc: a call was refused', { reason, name });
  return err('refused-call');
}
