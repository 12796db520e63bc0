import { introductionAt, isMarked, isSignatureLine } from './quote-marks.ts';

/** A stretch of a plain text; `quote` and `signature` are folded. */
export interface TextPart {
  readonly kind: 'words' | 'quote' | 'signature';
  readonly text: string;
}

/** A signature is short: what goes on for longer after "--" are words. */
const SIGNATURE_LINES = 12;

/**
 * Parts a plain letter into what its author wrote and what he quoted. Words between quoted lines stay words. Never folds
 * everything: a text that would leave no word to read is given as it is. The parts together are the text.
 */
export function foldQuotes(text: string): readonly TextPart[] {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const kinds = kindsOf(lines);
  const hasWords = lines.some((line, at) => kinds[at] === 'words' && line.trim() !== '');
  if (!hasWords) return [{ kind: 'words', text }];
  const parts: { kind: TextPart['kind']; lines: string[] }[] = [];
  lines.forEach((line, at) => {
    const kind = kinds[at] ?? 'words';
    const last = parts.at(-1);
    if (last?.kind === kind) last.lines.push(line);
    else parts.push({ kind, lines: [line] });
  });
  return parts.map((part) => ({ kind: part.kind, text: part.lines.join('\n') }));
}

function kindsOf(lines: readonly string[]): TextPart['kind'][] {
  const kinds: TextPart['kind'][] = lines.map(() => 'words');
  for (let at = 0; at < lines.length; at += 1) {
    const introduction = introductionAt(lines, at);
    if (introduction > 0) {
      const after = nextWords(lines, at + introduction);
      // After an introduction without marks all the rest is somebody else's.
      if (!isMarked(lines[after] ?? '')) return kinds.fill('quote', at);
      kinds.fill('quote', at, after);
      at = after - 1;
    } else if (isMarked(lines[at] ?? '')) {
      kinds[at] = 'quote';
    } else if (isSignatureLine(lines[at] ?? '') && lines.length - at <= SIGNATURE_LINES) {
      kinds.fill('signature', at);
      for (let below = at; below < lines.length; below += 1) {
        if (isMarked(lines[below] ?? '') || introductionAt(lines, below) > 0) {
          kinds.fill('words', below);
          at = below - 1;
          break;
        }
        at = below;
      }
    }
  }
  joinBlanks(lines, kinds);
  return kinds;
}

function nextWords(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && lines[at]?.trim() === '') at += 1;
  return at;
}

/** Empty lines between quoted ones belong to them. */
function joinBlanks(lines: readonly string[], kinds: TextPart['kind'][]): void {
  for (let at = 1; at < lines.length; at += 1) {
    if (lines[at]?.trim() !== '' || kinds[at] !== 'words' || kinds[at - 1] !== 'quote') continue;
    const after = nextWords(lines, at);
    if (after === lines.length || kinds[after] === 'quote') kinds.fill('quote', at, after);
    at = after - 1;
  }
}
