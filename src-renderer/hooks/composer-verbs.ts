import { useEffect, useRef } from 'react';
import type { ComposerKind } from '#shared/domain/drafts/draft.ts';

/** What becomes of the ticket when its words have been sent. */
export type AfterSending = 'stay' | 'resolve' | 'next';

/** What the composer on the screen can be told to do, by whatever was pressed or chosen. */
export interface ComposerVerbs {
  readonly kind: ComposerKind;
  /** Whether there are words that can go now. */
  canSend(): boolean;
  send(then: AfterSending): void;
  sendLater(): void;
}

let present: ComposerVerbs | null = null;

/** The composer on the screen; null when there is none. */
export function composerVerbs(): ComposerVerbs | null {
  return present;
}

/** Makes a composer the one that actions mean, as long as it is on the screen. */
export function useAsComposer(verbs: ComposerVerbs): void {
  const latest = useRef(verbs);
  latest.current = verbs;
  useEffect(() => {
    const own: ComposerVerbs = {
      kind: latest.current.kind,
      canSend: () => latest.current.canSend(),
      send: (then) => latest.current.send(then),
      sendLater: () => latest.current.sendLater(),
    };
    present = own;
    return () => {
      if (present === own) present = null;
    };
  }, []);
}
