/** Highest frame in CSS pixels; a longer letter scrolls inside. */
const MAX_HEIGHT = 4000;

/**
 * Makes the frame of a letter as high as its content, and takes clicks and keys out of it. No scripts run in there, so its
 * document can be reached from here without giving it anything.
 * @returns a function that ends it
 */
export function watchLetter(
  frame: HTMLIFrameElement,
  on: {
    readonly onHeight: (height: number) => void;
    /** A link was chosen; doubtful if its text names another place. */
    readonly onOpen: (address: string, isDoubtful: boolean) => void;
  },
): () => void {
  let observer: ResizeObserver | null = null;
  let known: Document | null = null;

  const open = (event: Event) => {
    const target = event.target as Element | null;
    // Unfolding is the only thing that a letter does by itself.
    if (target?.closest('details[data-fold] > summary') !== null) return;
    event.preventDefault();
    const link = target?.closest('[data-address]') ?? null;
    const address = link?.getAttribute('data-address') ?? null;
    if (address !== null) on.onOpen(address, link?.hasAttribute('data-pretends') === true);
  };
  const attach = () => {
    const inside = frame.contentDocument;
    if (inside === null || inside.body === null || inside === known) return;
    known = inside;
    const fit = () => on.onHeight(Math.min(MAX_HEIGHT, inside.documentElement.scrollHeight));
    observer?.disconnect();
    observer = new ResizeObserver(fit);
    observer.observe(inside.body);
    fit();
    inside.addEventListener('click', open);
    inside.addEventListener('auxclick', (event) => event.preventDefault());
    inside.addEventListener('submit', (event) => event.preventDefault());
    inside.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') return open(event);
      // The window's keys work although the focus is in the letter.
      if (event.key === 'Tab') return;
      const { key, code, shiftKey, altKey, ctrlKey, metaKey } = event;
      const told = frame.dispatchEvent(
        new KeyboardEvent('keydown', {
          key,
          code,
          shiftKey,
          altKey,
          ctrlKey,
          metaKey,
          bubbles: true,
          cancelable: true,
        }),
      );
      if (!told) event.preventDefault();
    });
  };
  frame.addEventListener('load', attach);
  attach();
  return () => {
    frame.removeEventListener('load', attach);
    observer?.disconnect();
  };
}
