import type { EpochMs } from './brand.ts';

/** Tells the time. Pure code takes it as an argument; nothing in `src-shared` reads a clock by itself. */
export interface Clock {
  now(): EpochMs;
}

/** Where diagnostics go. Fields never hold text of customers, passwords or tokens. */
export interface Logger {
  info(message: string, fields?: Record<string, string | number | boolean | null>): void;
  warn(message: string, fields?: Record<string, string | number | boolean | null>): void;
  error(message: string, fields?: Record<string, string | number | boolean | null>): void;
}
