import { createContext, useContext } from 'react';
import {
  afterStep,
  shownAgain,
  type FirstStep,
  type FirstSteps,
} from '#shared/domain/first-steps/first-steps.ts';
import type { Role } from '#shared/domain/roles/role.ts';
import type { Live } from '#renderer/data/live.ts';
import type { SettingsStore } from '#renderer/platform/platform.ts';

/** The first steps of somebody who gets to know the window, over the place where they are kept. */
export interface FirstStepsBook {
  readonly live: Live<FirstSteps>;
  /** Ticks a step. @returns how far it is now, or null where it changes nothing */
  tick(step: FirstStep, role: Role): FirstSteps | null;
  putOff(): void;
  showAgain(): void;
}

/** First steps, kept in the settings of this machine. */
export function openFirstSteps(settings: Pick<SettingsStore, 'get' | 'subscribe' | 'write'>): FirstStepsBook {
  /** What is being written: the desktop does so some time later, and the next step may come before. */
  let ahead: FirstSteps | null = null;
  const get = () => ahead ?? settings.get().firstSteps;
  const write = async (next: FirstSteps) => {
    ahead = next;
    // Where it cannot be kept it is asked for again: nothing is lost that somebody would miss.
    await settings.write({ firstSteps: next });
    if (ahead === next) ahead = null;
  };
  return {
    live: { get, subscribe: (listener) => settings.subscribe(listener) },
    tick(step, role) {
      const before = get();
      const next = afterStep(before, step, role);
      if (next === before) return null;
      void write(next);
      return next;
    },
    putOff: () => void write({ ...get(), state: 'put-off' }),
    showAgain: () => void write(shownAgain(get())),
  };
}

export const FirstStepsContext = createContext<FirstStepsBook | null>(null);

/** The first steps, and what is done with them. */
export function useFirstSteps(): FirstStepsBook {
  const book = useContext(FirstStepsContext);
  if (book === null) throw new Error('There are no first steps here');
  return book;
}
