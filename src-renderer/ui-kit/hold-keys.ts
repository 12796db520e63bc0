/** Keys that come before what they are meant for can take them. */
export interface HeldKeys {
  /** Holds no more. @returns the letters that came, and whether Enter ended them */
  release(): { readonly text: string; readonly isEntered: boolean };
}

/** Keeps letters and Enter from everything else, for a list that opens in the next frame: a quick hand does not wait for it. */
export function holdKeys(): HeldKeys {
  let text = '';
  let isEntered = false;
  const hold = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key !== 'Enter' && event.key.length !== 1) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.key === 'Enter') isEntered = true;
    else if (!isEntered) text += event.key;
  };
  window.addEventListener('keydown', hold, { capture: true });
  return {
    release() {
      window.removeEventListener('keydown', hold, { capture: true });
      return { text, isEntered };
    },
  };
}
