/** Lets the thread do what waits for it (a key, a frame, a message) before something long goes on. */
export function breathe(): Promise<void> {
  // Not a message: those are delivered together with the answers of the database, in one task.
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/**
 * Waits until the window has nothing better to do: has shown what it has.
 * @param limitMs longest wait, in milliseconds; a window that is always busy must not wait for ever
 */
export function whenIdle(limitMs: number): Promise<void> {
  if (typeof requestIdleCallback !== 'function') return breathe();
  return new Promise((resolve) => {
    requestIdleCallback(() => resolve(), { timeout: limitMs });
  });
}
