import type { Counts } from './counts.ts';

/** What a stage came to. */
export interface Outcome {
  readonly counts: Counts;
  /** Sentences for the end of the run: why it failed beyond single tests, how to mend it, what was skipped. */
  readonly notes: readonly string[];
}

export interface Stage {
  readonly name: string;
  readonly title: string;
  run(): Promise<Outcome>;
}
