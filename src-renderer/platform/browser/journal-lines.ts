import type { JournalRecord } from '#shared/contract/ipc/calls.ts';

/*
 * The journal's file: one line an append, its checksum before it, so that an append counts as a whole or not at all. What a
 * crash has torn is only ever the end.
 */

/** One record, or several that count together, as a line. */
export function encodeLine(records: JournalRecord | readonly JournalRecord[]): string {
  const text = JSON.stringify(records);
  return `${checksumOf(text)} ${text}\n`;
}

/** What a journal's file says. */
export interface JournalLines {
  readonly entries: ReadonlyMap<string, unknown>;
  /** Whole lines that do not say what was written, or only in part. */
  readonly damaged: readonly string[];
}

/** A checksum with the first sign of its record. */
const BEGINNING = /[0-9a-f]{8} [{[]/g;
/** Most places in a damaged line where a record is looked for. */
const MOST_BEGINNINGS = 64;

/** Reads lines in their order: of each key the last record counts. An unfinished last line was never acknowledged. */
export function decodeLines(text: string): JournalLines {
  const entries = new Map<string, unknown>();
  const damaged: string[] = [];
  const take = (records: readonly JournalRecord[]) => {
    for (const record of records)
      if (record.op === 'put') entries.set(record.key, record.value);
      else entries.delete(record.key);
  };
  const lines = text.split('\n');
  const tail = lines.pop() ?? '';
  for (const line of lines) {
    const records = decodeLine(line);
    if (records === null) damaged.push(line);
    take(records ?? salvage(line));
  }
  // Not torn: all of it was written, and only the line feed has been damaged since.
  const rescued = salvage(tail);
  if (rescued.length > 0) damaged.push(tail);
  take(rescued);
  return { entries, damaged };
}

/** Records in a damaged line: a line feed that turned into something else makes one line of two good ones. */
function salvage(line: string): readonly JournalRecord[] {
  const begins = [...line.matchAll(BEGINNING)].map(({ index }) => index).slice(0, MOST_BEGINNINGS);
  const found: JournalRecord[] = [];
  let from = 0;
  for (const begin of begins) {
    if (begin < from) continue;
    for (const next of [...begins.filter((each) => each > begin), line.length]) {
      // The one sign before the next beginning, or the last one, is what the line feed has become.
      const ends = next === line.length && begin > 0 ? [next - 1, next] : [next - 1];
      const end = ends.find((each) => decodeLine(line.slice(begin, each)) !== null);
      if (end === undefined) continue;
      found.push(...(decodeLine(line.slice(begin, end)) ?? []));
      from = end;
      break;
    }
  }
  return found;
}

function decodeLine(line: string): readonly JournalRecord[] | null {
  const text = line.slice(9);
  if (line[8] !== ' ' || checksumOf(text) !== line.slice(0, 8)) return null;
  try {
    const read: unknown = JSON.parse(text);
    const records: readonly unknown[] = Array.isArray(read) ? read : [read];
    return records.every(isRecord) ? records : null;
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
