import { useEffect, useState } from 'react';

/** Gives the focus back, when this goes away, to what had it before: for dialogs that are there only while they are open. */
export function useReturnFocus(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    },
    [opener],
  );
}
