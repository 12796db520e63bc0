import type { JournalRecord } from '#shared/contract/ipc/calls.ts';

/*
 * The journal's file: one line a record, its checksum before it. What a crash has torn is only ever the end.
 */

/** One record as a line. */
export function encodeLine(record: JournalRecord): string {
  const text = JSON.stringify(record);
  return `${checksumOf(text)} ${text}\n`;
}

/** What a journal's file says. */
export interface JournalLines {
  readonly entries: ReadonlyMap<string, unknown>;
  /** Whole lines that do not say what was written. */
  readonly damaged: readonly string[];
  /** Lines, of any kind. */
  readonly lines: number;
}

/** Reads lines in their order: of each key the last record counts. An unfinished last line was never acknowledged. */
export function decodeLines(text: string): JournalLines {
  const entries = new Map<string, unknown>();
  const damaged: string[] = [];
  const lines = text.split('\n');
  lines.pop();
  for (const line of lines) {
    const record = decodeLine(line);
    if (record === null) damaged.push(line);
    else if (record.op === 'put') entries.set(record.key, record.value);
    else entries.delete(record.key);
  }
  return { entries, damaged, lines: lines.length };
}

function decodeLine(line: string): JournalRecord | null {
  const text = line.slice(9);
  if (line[8] !== ' ' || checksumOf(text) !== line.slice(0, 8)) return null;
  try {
    const record: unknown = JSON.parse(text);
    return isRecord(record) ? record : null;
  } catch {
    return null;
  }
}

/**
 * By hand, not by the schema: the worker that reads these lines is on the way of every start, and the schemas' library is
 * fifty times its size. What the values mean is parsed by whoever asks for them.
 */
function isRecord(value: unknown): value is JournalRecord {
  if (typeof value !== 'object' || value === null || !('op' in value) || !('key' in value)) return false;
  return typeof value.key === 'string' && (value.op === 'delete' || (value.op === 'put' && 'value' in value));
}

/** FNV-1a, 32 bits, over UTF-16 units: it tells damage, it does not defend against intent. */
function checksumOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
