/** A value that changes: made for `useSyncExternalStore`. `get` returns the same reference until the value has changed. */
export interface Live<T> {
  get(): T;
  /** @returns a function that stops listening */
  subscribe(listener: () => void): () => void;
}
