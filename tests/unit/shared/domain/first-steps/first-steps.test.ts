import { describe, expect, test } from 'vitest';
import { afterStep, shownAgain, stepsOf, type FirstSteps } from '#shared/domain/first-steps/first-steps.ts';

const BEGUN: FirstSteps = { state: 'shown', done: [] };

describe('the first steps fit the role', () => {
  test('a trainee is shown nothing that changes a ticket', () => {
    for (const step of ['take', 'reply', 'note', 'finish', 'give', 'choose'] as const)
      expect(stepsOf('trainee')).not.toContain(step);
  });

  test('an administrator is shown what a supervisor is', () => {
    expect(stepsOf('administrator')).toEqual(stepsOf('supervisor'));
  });
});

describe('steps are ticked by doing them', () => {
  test('once, and only those of the role', () => {
    const once = afterStep(BEGUN, 'open', 'operator');
    expect(once).toEqual({ state: 'shown', done: ['open'] });
    expect(afterStep(once, 'open', 'operator')).toBe(once);
    expect(afterStep(once, 'known', 'operator')).toBe(once);
  });

  test('nothing is ticked while they are put off', () => {
    const putOff: FirstSteps = { state: 'put-off', done: ['open'] };
    expect(afterStep(putOff, 'take', 'operator')).toBe(putOff);
  });

  test('with the last one they are done, whatever another version has ticked besides', () => {
    let state: FirstSteps = { state: 'shown', done: ['a step of a newer version'] };
    for (const step of stepsOf('trainee')) {
      expect(state.state).toBe('shown');
      state = afterStep(state, step, 'trainee');
    }
    expect(state.state).toBe('done');
  });
});

test('shown again they go on where they were put off, and begin anew when all had been done', () => {
  expect(shownAgain({ state: 'put-off', done: ['open'] })).toEqual({ state: 'shown', done: ['open'] });
  expect(shownAgain({ state: 'done', done: ['open', 'take'] })).toEqual({ state: 'shown', done: [] });
});
