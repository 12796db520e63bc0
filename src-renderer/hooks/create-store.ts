import type { Live } from '#renderer/data/live.ts';

/** State of the window itself (not of the desk): a value that can be changed and listened to. */
export interface Store<T extends object> extends Live<T> {
  set(patch: Partial<T>): void;
}

/** Makes a store. Setting what already is tells nobody. */
export function createStore<T extends object>(initial: T): Store<T> {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set: (patch) => {
      const keys = Object.keys(patch) as (keyof T)[];
      if (keys.every((key) => Object.is(state[key], patch[key]))) return;
      state = { ...state, ...patch };
      for (const listener of [...listeners]) listener();
    },
  };
}
