import { DatabaseAwayError } from './database-failure.ts';

/** Holds back who wants to use something that is away for the moment. */
export interface Gate {
  /**
   * Resolves at once while it is open. While it is shut it waits, so that a short absence is no more than a delay.
   * @throws DatabaseAwayError when it has not opened in time
   */
  pass(): Promise<void>;
  open(): void;
  shut(): void;
}

/** A gate that is open. @param waitMs how long those before a shut gate wait, in milliseconds */
export function createGate(waitMs: number): Gate {
  let isOpen = true;
  const waiting = new Set<() => void>();
  return {
    async pass() {
      if (isOpen) return;
      await new Promise<void>((resolve, reject) => {
        const admit = (): void => {
          clearTimeout(timer);
          waiting.delete(admit);
          resolve();
        };
        const timer = setTimeout(() => {
          waiting.delete(admit);
          reject(new DatabaseAwayError('The database has not come back yet.'));
        }, waitMs);
        waiting.add(admit);
      });
    },
    open() {
      isOpen = true;
      for (const admit of waiting) admit();
    },
    shut() {
      isOpen = false;
    },
  };
}
