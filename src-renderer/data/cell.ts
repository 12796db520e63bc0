import type { Live } from './live.ts';

/** A `Live` that its owner can set. */
export interface Cell<T> extends Live<T> {
  /** Tells the listeners unless it is the same value. */
  set(value: T): void;
  /** Whether somebody listens. */
  readonly observed: boolean;
}

/**
 * Makes a cell.
 * @param onObserved called with true when the first listener comes, with false when the last has gone
 */
export function createCell<T>(initial: T, onObserved?: (observed: boolean) => void): Cell<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      if (Object.is(value, next)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      // Wrapped, so that the same function subscribed twice counts twice.
      const own = () => listener();
      listeners.add(own);
      if (listeners.size === 1) onObserved?.(true);
      return () => {
        if (listeners.delete(own) && listeners.size === 0) onObserved?.(false);
      };
    },
    get observed() {
      return listeners.size > 0;
    },
  };
}
