import DOMPurify from 'dompurify';
import { HEADER_BYTES, MAX_PICTURE_PIXELS, readPictureHeader } from '#renderer/hooks/picture-header.ts';
import { FOLD_MARK, foldMarked, markQuotes } from './fold-html.ts';
import { isOpenable, pretends, saysItsAddress, shownAddress, shownTarget } from './link-address.ts';

/** Customer HTML made harmless, ready for the sandboxed frame. */
export interface SafeHtml {
  readonly html: string;
  /** What would have been loaded from other machines and was left out: loading tells its sender that it was read. */
  readonly blocked: number;
  /** Addresses of pictures on other machines that the letter asks for: shown only if somebody wants it. */
  readonly remote: readonly string[];
}

export interface SanitiseOptions {
  /** Pictures that are here: by the address that the letter gives (`https:`, `cid:`), as `blob:` or `data:`. */
  readonly pictures?: ReadonlyMap<string, string>;
  /** What the button that unfolds quoted text is called; without it nothing is folded. */
  readonly foldLabel?: string;
}

const REMOTE_URL = /url\s*\(|@import|image-set\s*\(|src\s*\(/i;
const INLINE_PICTURE = /^data:image\/(?:png|jpeg|gif|webp);base64,/i;
const PICTURE_MARK = 'data-vakhta-picture';
/** A letter asks for no more pictures than this. */
const MAX_REMOTE = 100;

const FORBIDDEN_TAGS =
  `style form input button textarea select option datalist dialog audio video picture source track map
  base meta link template slot`.split(/\s+/);
const FORBIDDEN_ATTRIBUTES = 'id name class srcset autofocus contenteditable popover usemap open'.split(' ');

/**
 * Removes from a customer's HTML everything that acts, asks or loads: scripts, handlers, forms, frames, styles beyond the
 * inline ones, SVG, remote pictures. Links keep their address as data, not as `href`: a sandboxed frame must not be
 * able to navigate, whatever is clicked.
 */
export function sanitiseHtml(hostile: string, options: SanitiseOptions = {}): SafeHtml {
  const { pictures = new Map<string, string>(), foldLabel } = options;
  const purify = DOMPurify(window);
  const remote = new Set<string>();
  let blocked = 0;
  /** A letter may hold many pictures: together they take no more than one. */
  let pixelsLeft = MAX_PICTURE_PIXELS;

  purify.addHook('uponSanitizeElement', (node) => {
    if (!(node instanceof window.Element) || node.tagName !== 'IMG') return;
    const source = (node.getAttribute('src') ?? '').trim();
    node.removeAttribute('srcset');
    node.removeAttribute(PICTURE_MARK);
    const pixels = pixelsOf(source);
    if (pixels !== null && pixels <= pixelsLeft) {
      pixelsLeft -= pixels;
      return;
    }
    const address = pictureAddress(source);
    if (address !== null && !address.startsWith('cid:') && remote.size < MAX_REMOTE) remote.add(address);
    if (address !== null && pictures.has(address)) {
      node.removeAttribute('src');
      node.setAttribute(PICTURE_MARK, address);
      return;
    }
    if (source !== '' && !source.startsWith('cid:')) blocked += 1;
    const instead = node.ownerDocument.createElement('span');
    instead.textContent = node.getAttribute('alt') ?? '';
    node.replaceWith(instead);
  });
  purify.addHook('afterSanitizeAttributes', (node) => {
    const style = node.getAttribute('style');
    // As the parser understands it: in the text an escape can hide what it is.
    if (style !== null && REMOTE_URL.test(`${style} ${styleOf(node)}`)) {
      blocked += 1;
      node.removeAttribute('style');
    }
    if (node.hasAttribute('background')) {
      blocked += 1;
      node.removeAttribute('background');
    }
    if (node.tagName === 'A' || node.tagName === 'AREA') describeLink(node);
  });

  const safe = purify.sanitize(foldLabel === undefined ? hostile : withQuotesMarked(hostile), {
    USE_PROFILES: { html: true },
    FORBID_TAGS: FORBIDDEN_TAGS,
    FORBID_ATTR: FORBIDDEN_ATTRIBUTES,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ADD_ATTR: ['data-address', 'data-pretends', PICTURE_MARK, FOLD_MARK],
    WHOLE_DOCUMENT: false,
  });
  purify.removeAllHooks();
  return { html: finish(safe, pictures, foldLabel ?? null), blocked, remote: [...remote] };
}

/** What only we add, to what has been made harmless: pictures that are here, and folds. */
function finish(safe: string, pictures: ReadonlyMap<string, string>, foldLabel: string | null): string {
  if (!safe.includes(PICTURE_MARK) && !safe.includes(FOLD_MARK)) return safe;
  const { body } = parse(safe);
  for (const image of body.querySelectorAll(`[${PICTURE_MARK}]`)) {
    const url = pictures.get(image.getAttribute(PICTURE_MARK) ?? '');
    image.removeAttribute(PICTURE_MARK);
    if (image.tagName === 'IMG' && url !== undefined) image.setAttribute('src', url);
  }
  if (foldLabel !== null) foldMarked(body, foldLabel);
  return body.innerHTML;
}

/** Before classes and ids are taken away, by which programs mark what they quote. */
function withQuotesMarked(hostile: string): string {
  const { body } = parse(hostile);
  markQuotes(body);
  return body.innerHTML;
}

/** A document that loads and runs nothing. */
function parse(html: string): Document {
  return new DOMParser().parseFromString(html, 'text/html');
}

function describeLink(node: Element): void {
  const address = (node.getAttribute('href') ?? '').trim();
  for (const name of ['href', 'target', 'ping', 'download', 'data-address', 'data-pretends'])
    node.removeAttribute(name);
  if (!isOpenable(address)) return;
  const text = node.textContent ?? '';
  node.setAttribute('data-address', address);
  node.setAttribute('title', shownAddress(address));
  node.setAttribute('role', 'link');
  node.setAttribute('tabindex', '0');
  if (pretends(text, address)) node.setAttribute('data-pretends', '');
  // The true address stands beside a text that could pretend to be another.
  if (saysItsAddress(text, address)) return;
  const shown = node.ownerDocument.createElement('span');
  shown.className = 'address';
  shown.textContent = ` (${shownTarget(address)})`;
  node.append(shown);
}

/** The address of a picture that can be had from elsewhere: `https:`, `http:` or `cid:`; null for all else. */
function pictureAddress(source: string): string | null {
  if (/^cid:./i.test(source)) return `cid:${source.slice(4)}`;
  const absolute = source.startsWith('//') ? `https:${source}` : source;
  try {
    const url = new URL(absolute);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
  } catch {
    return null;
  }
}

/** Pixels of an inline picture, from its first bytes; null for what is none. */
function pixelsOf(source: string): number | null {
  const start = INLINE_PICTURE.exec(source)?.[0].length;
  if (start === undefined) return null;
  // Whole groups of four signs for three bytes.
  const base64 = source.slice(start, start + Math.ceil(HEADER_BYTES / 3) * 4);
  try {
    const header = readPictureHeader(Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0)));
    return header === null ? null : header.width * header.height;
  } catch {
    return null;
  }
}

function styleOf(node: Element): string {
  return 'style' in node ? (node as HTMLElement).style.cssText : '';
}
