const LONGEST = 140;

/** First words of a text on one line, for lists: white space folded, at most 140 characters, no character cut in half. */
export function previewOf(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= LONGEST) return line;
  // The last unit kept may be the first half of a surrogate pair.
  const kept = line.slice(0, LONGEST - 1).replace(/[\ud800-\udbff]$/, '');
  return `${kept.trimEnd()}…`;
}
