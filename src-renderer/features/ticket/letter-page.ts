import { HIGHLIGHT } from './mark-words.ts';

/** The frame's own policy: nothing is loaded, nothing runs, whatever got past the sanitiser. */
const POLICY =
  "default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'";

const STYLE = `
  html { color-scheme: light; }
  body { margin: 0; padding: 8px 10px; font: 13px/1.5 "Inter","Segoe UI",system-ui,"DejaVu Sans",sans-serif;
    color: #1b2330; background: #fff; overflow-wrap: anywhere; }
  img { max-width: 100%; height: auto; }
  table { max-width: 100%; }
  pre { white-space: pre-wrap; }
  blockquote { margin: 8px 0; padding-left: 10px; border-left: 3px solid #c5ccd8; color: #515c6d; }
  a[data-address] { color: #1d47a8; text-decoration: underline; cursor: pointer; }
  .address { color: #5a6475; }
  details[data-fold] > summary { display: inline-block; min-width: 24px; margin: 2px 0; padding: 0 8px;
    border-radius: 6px; background: #eceff4; color: #515c6d; cursor: pointer; line-height: 20px; }
  ::highlight(${HIGHLIGHT}) { background-color: #ffe08a; color: #1b2330; }
`;

/** The whole document of the sandboxed frame around a sanitised letter. */
export function letterPage(safeHtml: string): string {
  return (
    `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">` +
    `<style>${STYLE}</style></head><body>${safeHtml}</body></html>`
  );
}
