import { cleanOfficeLists } from './office-lists.ts';

/** What has no place in a message, with everything inside. */
const WITHOUT_CONTENT =
  'script,style,meta,link,title,template,noscript,iframe,object,embed,svg,math,audio,video,canvas,form,input,button,select,textarea,xml,[hidden],[aria-hidden="true"]';
const BLOCKS =
  'p,div,ul,ol,li,table,blockquote,pre,h1,h2,h3,h4,h5,h6,section,article,header,footer,main,aside,figure,dl,dt,dd,hr,address';
/** Marks what this editor has copied itself: that is clean already. */
const OWN = /data-pm-slice/;

/**
 * Brings pasted HTML (of Word, Outlook, Google Docs, web pages) to what the editor's schema reads rightly: real lists,
 * rows of tables as lines, empty lines where the page had room between paragraphs. What it leaves is still not trusted:
 * only what the schema names gets into the document. The page is parsed apart: nothing of it is loaded or run.
 */
export function cleanPastedHtml(html: string): string {
  if (OWN.test(html)) return html;
  const page = new DOMParser().parseFromString(withoutConditions(html), 'text/html');
  const { body } = page;
  for (const element of body.querySelectorAll(WITHOUT_CONTENT)) element.remove();
  removeHidden(body);
  cleanOfficeLists(body);
  for (const cellTable of [...body.querySelectorAll('table')].reverse()) flattenTable(cellTable);
  for (const rule of body.querySelectorAll('hr')) rule.replaceWith(page.createElement('p'));
  // A link is underlined by being one.
  for (const styled of body.querySelectorAll<HTMLElement>('a, a *')) {
    styled.style.removeProperty('text-decoration');
    styled.style.removeProperty('text-decoration-line');
    if (styled.tagName === 'U') styled.replaceWith(...styled.childNodes);
  }
  divsToParagraphs(body);
  liftParagraphsOfItems(body);
  addRoomBetween(body);
  return body.innerHTML;
}

/** Whether HTML says anything besides pictures: else a picture beside it on the clipboard is what is meant. */
export function hasWords(html: string): boolean {
  if (html === '') return false;
  const { body } = new DOMParser().parseFromString(withoutConditions(html), 'text/html');
  for (const element of body.querySelectorAll('style,script,title')) element.remove();
  return (body.textContent ?? '').trim() !== '';
}

/** Word writes what it means for older programs in conditional comments; those that hide their content do not close in HTML. */
function withoutConditions(html: string): string {
  return html
    .replace(/<!--\[if [^\]]*\]>[\s\S]*?<!\[endif\]-->/gi, '')
    .replace(/<!--?\[if !supportLists\]--?>|<!\[if !supportLists\]>/gi, '')
    .replace(/<!--?\[endif\]--?>|<!\[endif\]>|<!\[if [^\]]*\]>/gi, '');
}

function removeHidden(body: HTMLElement): void {
  for (const element of body.querySelectorAll<HTMLElement>('[style]')) {
    const style = element.getAttribute('style') ?? '';
    if (/display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden/i.test(style)) element.remove();
  }
}

/** A row is a line, its cells stand beside each other. A table that only holds one cell is what is in it. */
function flattenTable(table: HTMLTableElement): void {
  const page = table.ownerDocument;
  const cells = table.querySelectorAll('td,th');
  if (cells.length === 1) {
    table.replaceWith(...(cells[0]?.childNodes ?? []));
    return;
  }
  const lines = [...table.querySelectorAll('tr')].map((row) => {
    const line = page.createElement('p');
    line.style.margin = '0';
    const said = [...row.querySelectorAll('td,th')].filter((cell) => (cell.textContent ?? '').trim() !== '');
    for (const [index, cell] of said.entries()) {
      if (index > 0) line.append(' | ');
      for (const block of cell.querySelectorAll(BLOCKS)) {
        if (block.nextElementSibling !== null) block.append(' ');
        block.replaceWith(...block.childNodes);
      }
      line.append(...cell.childNodes);
    }
    return line;
  });
  table.replaceWith(...lines.filter((line) => (line.textContent ?? '').trim() !== ''));
}

/** A `div` that holds words and no blocks is a line. */
function divsToParagraphs(body: HTMLElement): void {
  for (const div of body.querySelectorAll(
    'div,section,article,header,footer,main,aside,figure,address,dt,dd',
  )) {
    if (div.querySelector(BLOCKS) !== null) continue;
    if ((div.textContent ?? '') === '' && div.querySelector('br,img') === null) continue;
    const line = body.ownerDocument.createElement('p');
    line.style.margin = '0';
    line.append(...div.childNodes);
    // A line that holds nothing but its end is an empty one.
    if ((line.textContent ?? '').trim() === '') line.replaceChildren();
    div.replaceWith(line);
  }
}

/** Google Docs and others put the list inside the list, not inside the item. */
function liftParagraphsOfItems(body: HTMLElement): void {
  for (const inner of body.querySelectorAll('ul > ul, ul > ol, ol > ul, ol > ol')) {
    const before = inner.previousElementSibling;
    if (before?.tagName === 'LI') before.append(inner);
  }
}

/** Where a page has room between two paragraphs, a message has an empty line. */
function addRoomBetween(body: HTMLElement): void {
  for (const paragraph of body.querySelectorAll('p')) {
    const next = paragraph.nextElementSibling;
    if (next?.tagName !== 'P' || paragraph.closest('li,blockquote') !== null) continue;
    if (isEmpty(paragraph) || isEmpty(next) || isTight(paragraph)) continue;
    paragraph.after(body.ownerDocument.createElement('p'));
  }
  // What Word and Outlook mean by an empty line.
  for (const paragraph of body.querySelectorAll('p')) if (isEmpty(paragraph)) paragraph.replaceChildren();
}

function isEmpty(paragraph: Element): boolean {
  return (
    (paragraph.textContent ?? '').replaceAll('\u00a0', ' ').trim() === '' &&
    paragraph.querySelector('img') === null
  );
}

/** Paragraphs of Office programs and those without margins stand line by line. */
function isTight(paragraph: HTMLElement): boolean {
  if (/\bMso/.test(paragraph.className)) return true;
  const style = paragraph.getAttribute('style') ?? '';
  return /margin(?:-bottom)?\s*:\s*0(?:\s*(?:px|pt|cm|in|em))?\b(?!\.)/i.test(style);
}
