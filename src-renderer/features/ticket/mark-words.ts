/** Under this name words are marked by `::highlight` (CSS Custom Highlight API). */
export const HIGHLIGHT = 'vakhta-found';
/** A letter is not marked word for word beyond this. */
const MOST = 500;

/**
 * Marks every place of some words below an element, in the letters' frames too, unfolds folded text that holds them, and
 * brings the first one into sight. Letters' case does not count.
 */
export function markWords(root: Element, words: string): void {
  clearMarks();
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return;
  const frames = [...root.querySelectorAll('iframe')].flatMap((frame) => frame.contentDocument?.body ?? []);
  let first: Range | null = null;
  for (const part of [root, ...frames]) {
    const ranges = findRanges(part, wanted);
    for (const range of ranges) unfold(range.startContainer.parentElement);
    highlight(part.ownerDocument, ranges);
    first ??= ranges[0] ?? null;
  }
  first?.startContainer.parentElement?.scrollIntoView({ block: 'nearest' });
}

/** Takes the marks away. */
export function clearMarks(): void {
  for (const window of [globalThis.window, ...marked]) registryOf(window)?.delete(HIGHLIGHT);
  marked.clear();
}

const marked = new Set<Window>();

function registryOf(window: Window | null): HighlightRegistry | null {
  const css = (window as (Window & { readonly CSS?: { readonly highlights?: HighlightRegistry } }) | null)
    ?.CSS;
  return css?.highlights ?? null;
}

function highlight(document: Document, ranges: readonly Range[]): void {
  const window = document.defaultView;
  const registry = registryOf(window);
  const Made = (window as (Window & { readonly Highlight?: typeof Highlight }) | null)?.Highlight;
  if (window === null || registry === null || Made === undefined || ranges.length === 0) return;
  registry.set(HIGHLIGHT, new Made(...ranges));
  marked.add(window);
}

function findRanges(root: Element, wanted: string): readonly Range[] {
  const document = root.ownerDocument;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const ranges: Range[] = [];
  for (let node = walker.nextNode(); node !== null && ranges.length < MOST; node = walker.nextNode()) {
    const text = (node.textContent ?? '').toLowerCase();
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      ranges.push(range);
    }
  }
  return ranges;
}

function unfold(element: Element | null): void {
  for (
    let at = element?.closest('details') ?? null;
    at !== null;
    at = at.parentElement?.closest('details') ?? null
  ) {
    at.open = true;
  }
}
