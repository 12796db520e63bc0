import { describe, test } from 'vitest';
import { historyArbitrary, inputsArbitrary } from '#tests/support/oracle-arbitraries.ts';
import { checkTodo, freezeState } from '#tests/support/oracle-invariants.ts';
import { liveThrough } from '#tests/support/oracle-run.ts';
import { holds, runsAndSeed } from '#tests/support/oracle-settings.ts';
import { initialState, step } from '#shared/sync/step.ts';

const { runs, seed } = runsAndSeed(2_000);

describe('synchronisation under every weather', () => {
  test(`I2 I3 I4 I6 I7 I9: ${runs} random histories come to the state of a naive helpdesk (seed ${seed})`, () => {
    holds('random histories', 2_000, historyArbitrary, (history) => {
      liveThrough(history);
    });
  });

  test(`rules 1 to 7 of the step hold for ${runs} sequences of whatever inputs (seed ${seed})`, () => {
    holds('sequences of whatever inputs', 2_000, inputsArbitrary, (inputs) => {
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
