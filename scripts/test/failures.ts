import { readFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { PROJECT } from '../machine/folders.ts';

/** A test that failed. */
export interface FailedTest {
  readonly title: string;
  /** What was wrong, and where, in the runner's words. */
  readonly message: string;
  /** Text files with what the windows showed when it failed. */
  readonly windows: readonly string[];
}

/** The type of the files that say what a failed scenario's windows showed, see `tests/support/fixtures.ts`. */
export const WINDOW_TYPE = 'text/yaml';

/** So many lines at the beginning and at the end say what was expected, what came, and where. */
const MESSAGE = { head: 24, tail: 0 };
/** The head and the foot of a window: what is open, a dialog, the connection. */
const WINDOW = { head: 24, tail: 24 };
const LINE_CHARS = 160;
/** So many are told in full: where all fail, the first ones say why. */
const MOST = 8;

/** Failed tests for the end of a run, the first ones in full. */
export function describeFailures(failed: readonly FailedTest[]): string[] {
  const others = failed.slice(MOST).map(({ title }) => `failed: ${title}`);
  return [...failed.slice(0, MOST).map(describeFailure), ...others];
}

/** In some lines: of a long log often only the end is kept. */
function describeFailure({ title, message, windows }: FailedTest): string {
  const shown = windows.flatMap((file) => [`  ${path.basename(file)}:`, ...shorten(readText(file), WINDOW)]);
  return [`failed: ${title}`, ...shorten(message, MESSAGE), ...shown].join('\n');
}

function shorten(text: string, keep: { readonly head: number; readonly tail: number }): string[] {
  const lines = stripVTControlCharacters(text)
    .replaceAll(`${PROJECT}${path.sep}`, '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.includes('node_modules'));
  const left = lines.length - keep.head - keep.tail;
  if (left > 0) lines.splice(keep.head, left, `… ${left} more lines`);
  return lines.map((line) => `    ${line.slice(0, LINE_CHARS)}`);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '(the file is gone)';
  }
}
