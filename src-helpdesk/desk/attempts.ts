/** So many failures within the time close the door for the rest of it. */
export interface AttemptLimits {
  readonly failures: number;
  readonly withinMs: number;
}

/** Most keys kept; beyond that the oldest are forgotten (I11). */
const MAX_KEYS = 10_000;

/** Counts failed attempts by key (a login, an address). Only failures count: who knows the password is not slowed. */
export interface Attempts {
  /** Milliseconds until the key may try again; 0: now. */
  waitMs(key: string): number;
  failed(key: string): void;
  succeeded(key: string): void;
}

/** @param now monotonic milliseconds */
export function createAttempts(limits: AttemptLimits, now: () => number): Attempts {
  const failures = new Map<string, { count: number; since: number }>();
  const current = (key: string): { count: number; since: number } | null => {
    const entry = failures.get(key);
    if (entry === undefined) return null;
    if (now() - entry.since < limits.withinMs) return entry;
    failures.delete(key);
    return null;
  };
  return {
    waitMs(key) {
      const entry = current(key);
      return entry === null || entry.count < limits.failures ? 0 : entry.since + limits.withinMs - now();
    },
    failed(key) {
      const entry = current(key) ?? { count: 0, since: now() };
      failures.delete(key);
      failures.set(key, { count: entry.count + 1, since: entry.since });
      for (const oldest of failures.keys()) {
        if (failures.size <= MAX_KEYS) break;
        failures.delete(oldest);
      }
    },
    succeeded(key) {
      failures.delete(key);
    },
  };
}
