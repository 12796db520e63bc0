import DOMPurify from 'dompurify';
import { HEADER_BYTES, MAX_PICTURE_PIXELS, readPictureHeader } from '#renderer/hooks/picture-header.ts';

/** Customer HTML made harmless, ready for the sandboxed frame. */
export interface SafeHtml {
  readonly html: string;
  /** Pictures (and backgrounds) on other machines that were left out: loading one tells its sender that it was read. */
  readonly blocked: number;
}

/** Addresses that may be opened, always after a click and in the system's browser. */
export function isOpenable(address: string): boolean {
  try {
    return ['http:', 'https:', 'mailto:'].includes(new URL(address).protocol);
  } catch {
    return false;
  }
}

const REMOTE_URL = /url\s*\(|@import|image-set\s*\(|src\s*\(/i;
const INLINE_PICTURE = /^data:image\/(?:png|jpeg|gif|webp);base64,/i;

/**
 * Removes from a customer's HTML everything that acts, asks or loads: scripts, handlers, forms, frames, styles beyond the
 * inline ones, SVG, remote pictures. Links keep their address as data, not as `href`: a sandboxed frame must not be
 * able to navigate, whatever is clicked.
 */
export function sanitiseHtml(hostile: string): SafeHtml {
  const purify = DOMPurify(window);
  let blocked = 0;
  /** A letter may hold many pictures: together they take no more than one. */
  let pixelsLeft = MAX_PICTURE_PIXELS;

  purify.addHook('uponSanitizeElement', (node) => {
    if (!(node instanceof window.Element) || node.tagName !== 'IMG') return;
    const source = node.getAttribute('src') ?? '';
    node.removeAttribute('srcset');
    const pixels = pixelsOf(source);
    if (pixels !== null && pixels <= pixelsLeft) {
      pixelsLeft -= pixels;
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
    if (node.tagName !== 'A' && node.tagName !== 'AREA') return;
    const address = node.getAttribute('href') ?? '';
    for (const name of ['href', 'target', 'ping', 'download']) node.removeAttribute(name);
    if (!isOpenable(address)) return;
    node.setAttribute('data-address', address);
    node.setAttribute('title', address);
    node.setAttribute('role', 'link');
    node.setAttribute('tabindex', '0');
    // The true address stands beside a text that could pretend to be another.
    if (!saysItsAddress(node.textContent ?? '', address)) {
      const shown = node.ownerDocument.createElement('span');
      shown.className = 'address';
      shown.textContent = ` (${shortAddress(address)})`;
      node.append(shown);
    }
  });

  const html = purify.sanitize(hostile, {
    USE_PROFILES: { html: true },
    FORBID_TAGS: [
      'style',
      'form',
      'input',
      'button',
      'textarea',
      'select',
      'option',
      'datalist',
      'dialog',
      'audio',
      'video',
      'picture',
      'source',
      'track',
      'map',
      'base',
      'meta',
      'link',
      'template',
      'slot',
    ],
    FORBID_ATTR: ['id', 'name', 'class', 'srcset', 'autofocus', 'contenteditable', 'popover', 'usemap'],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ADD_ATTR: ['data-address'],
    WHOLE_DOCUMENT: false,
  });
  purify.removeAllHooks();
  return { html, blocked };
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

function saysItsAddress(text: string, address: string): boolean {
  const plain = (value: string) =>
    value
      .trim()
      .replace(/^mailto:/, '')
      .replace(/\/$/, '')
      .toLowerCase();
  return plain(text) === plain(address);
}

function shortAddress(address: string): string {
  const url = new URL(address);
  return url.protocol === 'mailto:' ? url.pathname : url.host;
}
