import { createContext, useContext } from 'react';
import type { Desk } from '#renderer/data/desk.ts';

/** The open desk, given by the composition root to everything below it. */
export const DeskContext = createContext<Desk | null>(null);

/** The open desk. Only for components below an open desk. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error('There is no open desk here');
  return desk;
}
