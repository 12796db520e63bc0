/** Which of the windows of one operator speaks for all of them. */
export interface Turn {
  isMine(): boolean;
  end(): void;
}

/**
 * The window that was used last has the turn, so that what concerns the operator is told once, by the one that knows
 * whether he is looking. When it closes, another one takes it.
 * @param locks null where there is only one window
 * @param target where `focus` is told
 */
export function takeTurns(locks: LockManager | null, name: string, target: EventTarget): Turn {
  if (locks === null) return { isMine: () => true, end: () => undefined };
  let isMine = false;
  let isEnded = false;
  let release = () => {};
  let waiting = new AbortController();

  const hold = () =>
    new Promise<void>((resolve) => {
      release = resolve;
      if (isEnded) resolve();
      else isMine = true;
    });
  // Another window has taken it: when that one closes, this one is asked again.
  const lost = (): void => {
    isMine = false;
    if (!isEnded) wait();
  };
  const wait = (): void => {
    const own = new AbortController();
    waiting = own;
    locks.request(name, { signal: own.signal }, hold).catch(() => {
      if (!own.signal.aborted) lost();
    });
  };
  const seize = (): void => {
    if (isMine || isEnded) return;
    waiting.abort();
    locks.request(name, { steal: true }, hold).catch(lost);
  };
  target.addEventListener('focus', seize);
  wait();
  return {
    isMine: () => isMine,
    end() {
      isEnded = true;
      isMine = false;
      target.removeEventListener('focus', seize);
      waiting.abort();
      release();
    },
  };
}

/** The browser's locks; null where it gives none to this page. */
export function locksOfPage(): LockManager | null {
  return (navigator as { readonly locks?: LockManager | null }).locks ?? null;
}
