import { isHeaderBlock, isIntroduction, isSignatureLine } from './quote-marks.ts';

/** Marks that mail programs leave on what they quote; taken before classes and ids are removed. */
const QUOTES = [
  'blockquote[type="cite"]',
  '.gmail_quote',
  '.gmail_quote_container',
  '.yahoo_quoted',
  '.moz-cite-prefix',
  '.protonmail_quote',
  '[id^="mail-editor-reference-message"]',
  'div[class*="wmMessage"]',
].join(',');
/** From these on, what follows in the letter is quoted too. */
const FROM_HERE = ['#divRplyFwdMsg', '#appendonsend', '#OLK_SRC_BODY_SECTION'].join(',');
const TEXT = 3;
const ELEMENT = 1;

/** The attribute that a marked element carries through the sanitiser. */
export const FOLD_MARK = 'data-vakhta-fold';

/** Notes on every outermost element of a letter that it is quoted. Works on a parsed, inert document. */
export function markQuotes(body: Element): void {
  for (const element of body.querySelectorAll(QUOTES)) element.setAttribute(FOLD_MARK, '');
  for (const start of body.querySelectorAll(FROM_HERE)) markFrom(start, body);
  for (const start of body.querySelectorAll('div, p, td')) {
    if (start.closest(`[${FOLD_MARK}]`) === null && isReplyHead(start)) markFrom(start, body);
  }
  for (const quote of body.querySelectorAll('blockquote')) {
    const before = textBefore(quote);
    if (before !== null && isIntroduction(before.text)) {
      quote.setAttribute(FOLD_MARK, '');
      if (before.element !== null) before.element.setAttribute(FOLD_MARK, '');
    }
  }
  // Only the outermost are folded.
  for (const inner of body.querySelectorAll(`[${FOLD_MARK}] [${FOLD_MARK}]`))
    inner.removeAttribute(FOLD_MARK);
}

/** Puts what is marked into `details`, neighbours together; nothing if no words would be left. */
export function foldMarked(body: Element, label: string): void {
  const marked = [...body.querySelectorAll(`[${FOLD_MARK}]`)];
  if (marked.length === 0) return;
  const hasWords = saysSomething(body, false);
  for (const element of marked) {
    element.removeAttribute(FOLD_MARK);
    if (!hasWords) continue;
    const before = previousOf(element);
    if (before?.tagName === 'DETAILS' && before.getAttribute('data-fold') === '') {
      before.append(element);
      continue;
    }
    const details = element.ownerDocument.createElement('details');
    details.dataset['fold'] = '';
    const summary = element.ownerDocument.createElement('summary');
    summary.textContent = '…';
    summary.setAttribute('aria-label', label);
    summary.title = label;
    element.replaceWith(details);
    details.append(summary, element);
  }
}

/** Outlook's head of a quoted letter: a block with a line above it, or with from, sent and subject in it. */
function isReplyHead(element: Element): boolean {
  const text = element.textContent ?? '';
  if (text.length > 1500) return false;
  const style = element.getAttribute('style') ?? '';
  const hasLine = /border-top\s*:\s*(?:solid|[\d.]+p[tx]\s+solid|none;\s*border-top\s*:\s*solid)/i.test(
    style,
  );
  const lines = linesOf(element);
  return isHeaderBlock(lines, 0) && (hasLine || lines.length >= 3);
}

/** The text of a block by lines, as it is laid out. */
function linesOf(element: Element): readonly string[] {
  let text = '';
  const visit = (node: Node): void => {
    if (node.nodeType === TEXT) text += (node.textContent ?? '').replace(/\s+/g, ' ');
    else if (node.nodeType === ELEMENT) {
      const { tagName } = node as Element;
      if (tagName === 'BR') text += '\n';
      for (const child of node.childNodes) visit(child);
      if (/^(?:P|DIV|TR|LI)$/.test(tagName)) text += '\n';
    }
  };
  visit(element);
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Marks an element and all that follows it in the letter. */
function markFrom(start: Element, body: Element): void {
  start.setAttribute(FOLD_MARK, '');
  for (let at: Element = start; at !== body;) {
    for (let next = at.nextSibling; next !== null; next = next.nextSibling) {
      if (next.nodeType === ELEMENT) (next as Element).setAttribute(FOLD_MARK, '');
      else if (next.nodeType === TEXT && (next.textContent ?? '').trim() !== '') {
        const span = start.ownerDocument.createElement('span');
        span.setAttribute(FOLD_MARK, '');
        next.replaceWith(span);
        span.append(next);
        next = span;
      }
    }
    const parent = at.parentElement;
    if (parent === null) return;
    at = parent;
  }
}

function textBefore(quote: Element): { readonly text: string; readonly element: Element | null } | null {
  for (let at = quote.previousSibling; at !== null; at = at.previousSibling) {
    const text = (at.textContent ?? '').replace(/\s+/g, ' ').trim();
    if (text === '') continue;
    return { text, element: at.nodeType === ELEMENT ? (at as Element) : null };
  }
  return null;
}

/** The element before, with nothing but white space between. */
function previousOf(element: Element): Element | null {
  for (let at = element.previousSibling; at !== null; at = at.previousSibling) {
    if (at.nodeType === ELEMENT && (at as Element).tagName !== 'BR') return at as Element;
    if (at.nodeType === TEXT && (at.textContent ?? '').trim() !== '') return null;
  }
  return null;
}

function saysSomething(node: Node, isFolded: boolean): boolean {
  if (node.nodeType === TEXT)
    return !isFolded && !isSignatureLine(node.textContent ?? '') && (node.textContent ?? '').trim() !== '';
  if (node.nodeType !== ELEMENT) return false;
  const element = node as Element;
  if (element.hasAttribute(FOLD_MARK)) return false;
  if (element.tagName === 'IMG') return true;
  return [...element.childNodes].some((child) => saysSomething(child, isFolded));
}
