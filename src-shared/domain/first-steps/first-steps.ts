import { z } from 'zod';
import { assertNever } from '../../base/assert-never.ts';
import type { Role } from '../roles/role.ts';

/** Most steps that are kept; more come from nowhere. */
const MAX_STEPS = 50;

export const firstStepsSchema = z.object({
  state: z.enum(['shown', 'put-off', 'done']),
  /** Names of steps; those of another version are kept and mean nothing here. */
  done: z.array(z.string().max(50)).max(MAX_STEPS),
});
/** How far somebody has come who gets to know the window. */
export type FirstSteps = z.output<typeof firstStepsSchema>;

/** What is learnt by doing it once. */
export type FirstStep =
  | 'open'
  | 'take'
  | 'reply'
  | 'note'
  | 'finish'
  | 'give'
  | 'choose'
  | 'known'
  | 'views'
  | 'find'
  | 'search'
  | 'palette'
  | 'keys';

const OPERATOR = ['open', 'take', 'reply', 'note', 'finish', 'search', 'palette', 'keys'] as const;
const SUPERVISOR = ['open', 'give', 'note', 'choose', 'known', 'search', 'palette', 'keys'] as const;
const TRAINEE = ['open', 'find', 'views', 'search', 'palette', 'keys'] as const;

/** The steps of a role, in their order: nobody is shown what he may not do. */
export function stepsOf(role: Role): readonly FirstStep[] {
  switch (role) {
    case 'operator':
      return OPERATOR;
    case 'supervisor':
    case 'administrator':
      return SUPERVISOR;
    case 'trainee':
      return TRAINEE;
    default:
      return assertNever(role);
  }
}

/** How far it is when a step has been done; the same where that changes nothing. */
export function afterStep(before: FirstSteps, step: FirstStep, role: Role): FirstSteps {
  const steps = stepsOf(role);
  if (before.state !== 'shown' || before.done.includes(step) || !steps.includes(step)) return before;
  const done = [...before.done, step];
  return { state: steps.every((each) => done.includes(each)) ? 'done' : 'shown', done };
}

/** The steps shown again: on from where they were put off, or from the beginning when all had been done. */
export function shownAgain(before: FirstSteps): FirstSteps {
  return { state: 'shown', done: before.state === 'done' ? [] : before.done };
}
