import type { CallError, CallInput, CallName, CallValue } from './calls.ts';
import type { EventData, EventName } from './events.ts';
import type { Result } from '#shared/base/result.ts';

/** Name of the object that the preload script puts on the window. */
export const BRIDGE_NAME = 'vakhta';
/** Channel of all calls; their name is the first argument. */
export const CALL_CHANNEL = 'vakhta:call';
/** Channel of all events; their name is the first argument. */
export const EVENT_CHANNEL = 'vakhta:event';

/** The only thing the page sees of Electron. */
export interface Bridge {
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallValue<N>, CallError<N>>>;
  /** @returns a function that stops listening */
  on<N extends EventName>(name: N, listener: (data: EventData<N>) => void): () => void;
}
