import { useEffect, useState } from 'react';
import type { Delay } from '#shared/sync/delay.ts';

/** Whole seconds until a delay ends, for display only (I12); renders each second while there are some. */
export function useSecondsLeft(delay: Delay | null): number {
  const until = delay?.kind === 'undo' ? delay.until : null;
  const most = delay?.kind === 'undo' ? delay.ms : 0;
  const [now, setNow] = useState(() => Date.now());
  const left = until === null ? 0 : Math.ceil(Math.min(most, Math.max(0, until - now)) / 1_000);
  useEffect(() => {
    if (until === null) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [until]);
  return left;
}
