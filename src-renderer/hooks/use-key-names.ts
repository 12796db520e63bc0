import { useMemo, useSyncExternalStore } from 'react';
import type { KeySequence } from '#shared/contract/ipc/own-keys.ts';
import { keysAria, keysLabel, type KeyboardLayout } from './key-names.ts';
import { usePlatform } from './use-platform.ts';

/** Chromium tells what the keys print (Keyboard Map API); others do not. */
interface KeyboardOfNavigator {
  readonly keyboard?: { getLayoutMap(): Promise<KeyboardLayout> };
}

let layout: KeyboardLayout = new Map();
const listeners = new Set<() => void>();

async function look(): Promise<void> {
  // Refused where the page is not secure or lies in a frame: then the names are those of a US keyboard.
  const found = await (navigator as KeyboardOfNavigator).keyboard?.getLayoutMap().catch(() => null);
  if (found === undefined || found === null) return;
  layout = found;
  for (const listener of listeners) listener();
}

const lookAgain = (): void => void look();

/** The layout may have been changed while the window was not in front; there is no event for it. */
function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    window.addEventListener('focus', lookAgain);
    void look();
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener('focus', lookAgain);
  };
}

/** How keys are written on this machine: on screen, and for `aria-keyshortcuts`. */
export interface KeyNames {
  label(sequence: KeySequence): string;
  aria(sequence: KeySequence | undefined): string | undefined;
}

/** The names of keys as this keyboard prints them. */
export function useKeyNames(): KeyNames {
  const { os } = usePlatform();
  const now = useSyncExternalStore(
    subscribe,
    () => layout,
    () => layout,
  );
  return useMemo(
    () => ({
      label: (sequence) => keysLabel(sequence, os, now),
      aria: (sequence) => (sequence === undefined ? undefined : keysAria(sequence, os, now)),
    }),
    [os, now],
  );
}
