import type { ReactNode } from 'react';
import type { Snippet } from '#shared/domain/search/snippet.ts';

/** A text with what was looked for marked in it. */
export function Marked({ snippet: { text, marks } }: { readonly snippet: Snippet }) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [from, to] of marks) {
    if (from > at) parts.push(text.slice(at, from));
    parts.push(<mark key={from}>{text.slice(from, to)}</mark>);
    at = to;
  }
  parts.push(text.slice(at));
  return parts;
}
