import { createHash } from 'node:crypto';
import { CUSTOMER_SCRIPT } from './customer-script.ts';
import { CUSTOMER_STYLE } from './customer-style.ts';

/** A file of the customers' pages, at an address that changes with its content. */
export interface PageAsset {
  readonly path: string;
  readonly type: string;
  readonly content: string;
}

function asset(name: string, ending: string, type: string, content: string): PageAsset {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  return { path: `/contact/${name}-${hash}.${ending}`, type, content };
}

/** The style sheet of the customers' pages. */
export const STYLE_ASSET = asset('style', 'css', 'text/css; charset=utf-8', CUSTOMER_STYLE);
/** The script of the customers' pages. */
export const SCRIPT_ASSET = asset('script', 'js', 'text/javascript; charset=utf-8', CUSTOMER_SCRIPT);
