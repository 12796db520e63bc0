/*
 * What runs inside the page. Each function is sent there as text: it must not use anything from outside itself.
 *
 * A key is pressed at the beginning of a frame, and the time ends when that frame has been produced
 * (`requestAnimationFrame` runs before style, layout and paint; a message posted there is delivered after them). So the
 * time is work: the wait for the display, which is the display's, is not in it.
 */

/** Lengths of frames in which nothing happens. */
export async function measureEmptyFrames(count: number): Promise<number[]> {
  const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
  const lengths: number[] = [];
  let before = await frame();
  for (let index = 0; index < count; index += 1) {
    const now = await frame();
    lengths.push(now - before);
    before = now;
  }
  return lengths;
}

/**
 * Presses keys one after the other. The time runs until the frame, this or a later one, in which the list has another
 * current row.
 */
export async function measureKeys(keys: readonly { readonly key: string; readonly code: string }[]): Promise<{
  readonly keyMs: number[];
  readonly late: number;
  readonly unheard: number;
}> {
  const endOfFrame = () =>
    new Promise<void>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(null);
    });
  const frame = () => new Promise<void>((resolve) => requestAnimationFrame(() => resolve()));
  const current = () => {
    const list = document.querySelector('[role="listbox"]');
    const active = list?.getAttribute('aria-activedescendant');
    return active ?? list?.querySelector('[role="option"][aria-selected="true"]')?.id ?? '';
  };
  const keyMs: number[] = [];
  let late = 0;
  let unheard = 0;
  for (const { key, code } of keys) {
    const before = current();
    await frame();
    const began = performance.now();
    const target = document.activeElement ?? document.body;
    target.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true }));
    await endOfFrame();
    let frames = 0;
    while (current() === before && frames < 60) {
      frames += 1;
      await frame();
      await endOfFrame();
    }
    keyMs.push(performance.now() - began);
    target.dispatchEvent(new KeyboardEvent('keyup', { key, code, bubbles: true }));
    if (frames > 0) late += 1;
    if (frames === 60) unheard += 1;
    // What the key has set off besides (the conversation that opens) belongs to this key, not to the next.
    for (let rest = 0; rest < 6; rest += 1) await frame();
  }
  return { keyMs, late, unheard };
}

/**
 * Presses Ctrl+Enter in the composer, which has the focus, and waits for the frame in which the timeline shows the reply.
 * @returns milliseconds, waiting for the disk and for frames included; null when it was not shown within 600 frames
 */
export async function measureReply(text: string): Promise<number | null> {
  const endOfFrame = () =>
    new Promise<void>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(null);
    });
  const frame = () => new Promise<void>((resolve) => requestAnimationFrame(() => resolve()));
  const isShown = () => {
    const entries = document.querySelectorAll('section[aria-label="Conversation"] article');
    return [...entries].some((entry) => entry.textContent?.includes(text));
  };
  await frame();
  const began = performance.now();
  const target = document.activeElement ?? document.body;
  target.dispatchEvent(
    new KeyboardEvent('keydown', {
      key: 'Enter',
      code: 'Enter',
      ctrlKey: true,
      bubbles: true,
      cancelable: true,
    }),
  );
  await endOfFrame();
  for (let frames = 0; frames < 600; frames += 1) {
    if (isShown()) return performance.now() - began;
    await frame();
    await endOfFrame();
  }
  return null;
}

/** What somebody does: presses a key, presses the mouse on an element, or puts words into a field. */
export type Deed =
  | { readonly kind: 'key'; readonly key: string; readonly code: string }
  | { readonly kind: 'pointer'; readonly on: string }
  | { readonly kind: 'words'; readonly into: string; readonly text: string };

/**
 * Does something and waits for the frame in which all of some places show other words than before, and any at all.
 * @param places selectors
 * @returns milliseconds, waiting for the disk, for workers and for frames included; null when nothing came of it within 600 frames
 */
export async function measureEffect({
  deed,
  places,
}: {
  readonly deed: Deed;
  readonly places: readonly string[];
}): Promise<number | null> {
  const endOfFrame = () =>
    new Promise<void>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(null);
    });
  const frame = () => new Promise<void>((resolve) => requestAnimationFrame(() => resolve()));
  const wordsIn = (place: string) =>
    [...document.querySelectorAll(place)].map((element) => element.textContent).join('\n');
  const before = places.map(wordsIn);
  const isShown = () =>
    places.every((place, n) => {
      const now = wordsIn(place);
      return now !== '' && now !== before[n];
    });
  const find = (selector: string) => {
    const element = document.querySelector<HTMLElement>(selector);
    if (element === null) throw new Error(`There is no ${selector}.`);
    return element;
  };
  if (deed.kind === 'pointer') {
    // No pointer presses what it was not on before; a tenth of a second is a quick hand.
    find(deed.on).dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await frame();
  const began = performance.now();
  if (deed.kind === 'key') {
    const { key, code } = deed;
    const target = document.activeElement ?? document.body;
    target.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true }));
  } else if (deed.kind === 'pointer') {
    find(deed.on).dispatchEvent(new MouseEvent('mousedown', { bubbles: true, cancelable: true }));
  } else {
    const field = find(deed.into) as HTMLInputElement;
    // As typing does it: React does not hear of a value that is set through its own property.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, deed.text);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
  await endOfFrame();
  for (let frames = 0; frames < 600; frames += 1) {
    if (isShown()) return performance.now() - began;
    await frame();
    await endOfFrame();
  }
  return null;
}
