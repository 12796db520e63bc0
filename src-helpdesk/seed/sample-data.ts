import type { EpochMs } from '#shared/base/brand.ts';
import { sampleCustomers } from './sample-customers.ts';
import { sampleFiles } from './sample-files.ts';
import { sampleTeam } from './sample-people.ts';
import { planTicket, SAMPLE_SPAN_MS } from './sample-plan.ts';
import { playTicket, type SampleTicket, type SampleWorld } from './sample-ticket.ts';

/** How large a sample is, and when it is. */
export interface SampleOptions {
  /** 400 when absent. */
  readonly tickets?: number;
  /** Exactly so many timeline entries on every ticket; believable conversations when absent. */
  readonly messagesPerTicket?: number;
  /** The sample reaches from six weeks before until this moment. */
  readonly now: EpochMs;
}

/** The sample: what is small at once, the tickets one after the other in the order of their numbers. */
export interface SampleData {
  readonly world: SampleWorld;
  readonly count: number;
  tickets(): Generator<SampleTicket, void, undefined>;
}

/** How long before the first ticket the team and its customers were there. */
const BEFORE_MS = 90 * 86_400_000;

/**
 * The sample data: a team that supports a program and a service for car workshops. A pure function: the same options
 * give the same bytes.
 */
export function sampleData({ tickets: count = 400, messagesPerTicket, now }: SampleOptions): SampleData {
  const setUpAt = (now - SAMPLE_SPAN_MS - BEFORE_MS) as EpochMs;
  const entries = messagesPerTicket ?? null;
  const world: SampleWorld = {
    team: sampleTeam(setUpAt),
    customers: sampleCustomers((setUpAt + 86_400_000) as EpochMs),
    files: sampleFiles(),
    events: entries === null,
  };
  return {
    world,
    count,
    *tickets() {
      // Planned twice, which is cheap, so that a large sample is never in memory as a whole.
      const order = Array.from({ length: count }, (_, index) => ({
        index,
        at: planTicket(index, entries, now).turns[0]?.at ?? now,
      })).sort((a, b) => a.at - b.at || a.index - b.index);
      for (const [position, { index }] of order.entries()) {
        yield playTicket(planTicket(index, entries, now), position + 1, world);
      }
    },
  };
}
