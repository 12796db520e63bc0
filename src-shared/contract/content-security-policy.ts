/**
 * What the page may load and do, in both hosts: sent with every page that we serve. Scripts come from our own files
 * only; inline styles are allowed because the component library sets them; pictures and previews of attachments are
 * made from bytes the page has already fetched (`blob:`, `data:`).
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "frame-src 'self' blob: data:",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'none'",
].join('; ');

/** For answers that are data and never a page: even if somebody manages to open one as a page, it can do nothing. */
export const DATA_SECURITY_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";
