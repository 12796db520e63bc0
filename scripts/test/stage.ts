import type { Counts } from './counts.ts';

/** What a stage came to. */
export interface Outcome {
  readonly counts: Counts;
  /** For the end of the run: what failed and why, how to mend it, what was skipped. */
  readonly notes: readonly string[];
}

export interface Stage {
  readonly name: string;
  readonly title: string;
  run(): Promise<Outcome>;
}
