/**
 * Text as it can be stored and sent everywhere: without NUL, which PostgreSQL refuses, and without halves of surrogate
 * pairs, which are no characters (they become U+FFFD). Everything else stays as it was written.
 */
export function storableText(text: string): string {
  return text.replaceAll('\u0000', '').replace(/\p{Cs}/gu, '\ufffd');
}
