import type { EpochMs } from '#shared/base/brand.ts';
import type { Clock, Logger } from '#shared/base/ports.ts';

/** A log that keeps what it is told. */
export function makeLog(): Logger & { readonly lines: string[] } {
  const lines: string[] = [];
  const write = (message: string, fields?: object): void =>
    void lines.push(`${message} ${JSON.stringify(fields ?? {})}`);
  return { lines, info: write, warn: write, error: write };
}

/** A clock that is set by hand. */
export function makeClock(startMs = 1_700_000_000_000): Clock & { advance(spanMs: number): void } {
  let now = startMs;
  return { now: () => now as EpochMs, advance: (spanMs) => void (now += spanMs) };
}
