import { useCallback, useSyncExternalStore } from 'react';
import type { Live } from '#renderer/data/live.ts';

/** The value of a `Live`, and a render whenever it changes. */
export function useLive<T>(live: Live<T>): T {
  const subscribe = useCallback((listener: () => void) => live.subscribe(listener), [live]);
  const get = useCallback(() => live.get(), [live]);
  return useSyncExternalStore(subscribe, get, get);
}

/** A part of a `Live`: renders only when that part changes. `select` must give the same reference for the same value. */
export function useLivePart<T, P>(live: Live<T>, select: (value: T) => P): P {
  const subscribe = useCallback((listener: () => void) => live.subscribe(listener), [live]);
  const get = () => select(live.get());
  return useSyncExternalStore(subscribe, get, get);
}
