import { createContext, useContext } from 'react';
import type { Tell } from './ticket-commands.ts';

export const TellContext = createContext<Tell | null>(null);

/** Shows a short message that goes by itself. */
export function useTell(): Tell {
  const tell = useContext(TellContext);
  if (tell === null) throw new Error('Nobody can be told here');
  return tell;
}
