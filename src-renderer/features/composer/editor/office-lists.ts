/** The sign that Word writes before an item, hidden from itself. */
const IGNORED = /mso-list\s*:\s*ignore/i;
const ITEM = /mso-list\s*:\s*(l\d+)\s+level(\d+)/i;
const BULLET = /^[\s\u00a0]*(?:[·•●◦▪■§oØüv\uf0b7\uf0a7\uf0d8\uf0fc–—-])[\s\u00a0]*$/;

interface Item {
  readonly paragraph: HTMLElement;
  readonly level: number;
  readonly isOrdered: boolean;
  readonly start: number;
}

/** Makes lists of the paragraphs that Word and Outlook write instead of them. */
export function cleanOfficeLists(body: HTMLElement): void {
  const done = new Set<Element>();
  for (const paragraph of body.querySelectorAll<HTMLElement>('p,h1,h2,h3,h4,h5,h6')) {
    if (done.has(paragraph) || readItem(paragraph) === null) continue;
    const items: Item[] = [];
    for (let next: Element | null = paragraph; next !== null; next = next.nextElementSibling) {
      const item = readItem(next as HTMLElement);
      if (item === null) break;
      items.push(item);
      done.add(next);
    }
    paragraph.before(buildLists(items));
    for (const item of items) item.paragraph.remove();
  }
}

function readItem(paragraph: HTMLElement): Item | null {
  const found = ITEM.exec(paragraph.getAttribute('style') ?? '');
  if (found === null) return null;
  const sign = signOf(paragraph)?.textContent ?? '';
  const number = /(\d+)[.)]?[\s\u00a0]*$/.exec(sign);
  const isOrdered = sign !== '' && !BULLET.test(sign) && /[\da-zа-яё]/i.test(sign);
  return {
    paragraph,
    level: Number(found[2] ?? 1),
    isOrdered,
    start: number === null ? 1 : Number(number[1]),
  };
}

function signOf(paragraph: Element): Element | null {
  return (
    [...paragraph.querySelectorAll('[style]')].find((each) =>
      IGNORED.test(each.getAttribute('style') ?? ''),
    ) ?? null
  );
}

function buildLists(items: readonly Item[]): DocumentFragment {
  const page = (items[0] as Item).paragraph.ownerDocument;
  const whole = page.createDocumentFragment();
  const open: { readonly list: HTMLElement; readonly level: number; readonly isOrdered: boolean }[] = [];
  for (const item of items) {
    while ((open.at(-1)?.level ?? 0) > item.level) open.pop();
    const same = open.at(-1);
    if (same !== undefined && same.level === item.level && same.isOrdered !== item.isOrdered) open.pop();
    let around = open.at(-1);
    if (around === undefined || around.level < item.level) {
      const list = page.createElement(item.isOrdered ? 'ol' : 'ul');
      if (item.isOrdered && item.start !== 1) list.setAttribute('start', String(item.start));
      const holder = around?.list.lastElementChild ?? whole;
      holder.append(list);
      around = { list, level: item.level, isOrdered: item.isOrdered };
      open.push(around);
    }
    const entry = page.createElement('li');
    const line = page.createElement('p');
    signOf(item.paragraph)?.remove();
    line.append(...item.paragraph.childNodes);
    entry.append(line);
    around.list.append(entry);
  }
  return whole;
}
