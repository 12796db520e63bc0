import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { historyArbitrary, inputsArbitrary } from '#tests/support/oracle-arbitraries.ts';
import { checkTodo, freezeState } from '#tests/support/oracle-invariants.ts';
import { liveThrough } from '#tests/support/oracle-run.ts';
import { holds, runsAndSeed } from '#tests/support/oracle-settings.ts';
import { initialState, step } from '#shared/sync/step.ts';

/** Histories of an ordinary run; `VAKHTA_RUNS=10000` for a long one. */
const USUAL = 1_000;
/** Histories that are lived through twice. */
const TWICE = 60;

const { runs, seed } = runsAndSeed(USUAL);

describe('synchronisation under every weather', () => {
  test(`I2 I3 I4 I6 I7 I8 I9: ${runs} random histories come to the state of a naive helpdesk (seed ${seed})`, () => {
    holds('random histories', USUAL, historyArbitrary, (history) => {
      liveThrough(history);
    });
  });

  test(`the same seed is the same history, event by event: ${TWICE} lived through twice (seed ${seed})`, () => {
    const live = () =>
      fc.sample(historyArbitrary, { seed, numRuns: TWICE }).map((history) => {
        const hash = createHash('sha256');
        let events = 0;
        liveThrough(history, (client, what) => {
          events += 1;
          hash.update(`${client} ${JSON.stringify(what)}\n`);
        });
        return `${events} ${hash.digest('hex')}`;
      });
    const first = live();
    expect(live()).toEqual(first);
    // Not the same for all of them: something of each history is in its hash.
    expect(new Set(first).size).toBeGreaterThan(TWICE * 0.9);
  });

  test(`rules 1 to 8 of the step hold for ${runs} sequences of whatever inputs (seed ${seed})`, () => {
    holds('sequences of whatever inputs', USUAL, inputsArbitrary, (inputs) => {
      let state = freezeState(initialState([]));
      let now = 0;
      for (const { input, afterMs, random } of inputs) {
        now += afterMs;
        const first = step(state, input, { now, random });
        const second = step(state, input, { now, random });
        if (JSON.stringify(first) !== JSON.stringify(second)) throw new Error('the step is not pure');
        checkTodo(state, first.state, input, first.todo, now);
        state = freezeState(first.state);
      }
    });
  });
});
