import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { journalRecordSchema, type JournalRecord } from '#shared/contract/ipc/calls.ts';

/**
 * One line of the log: eight hexadecimal digits of the CRC-32 (the one of zlib) of the JSON's bytes, a space, the JSON,
 * a line feed. JSON holds no raw line feed, so that a reader finds the next line behind any damage.
 */
export function encodeRecord(record: JournalRecord): string {
  return lineOf(JSON.stringify(record));
}

/** Records that count together or not at all: one line, so that a crash cannot leave a part of them. */
export function encodeGroup(records: readonly JournalRecord[]): string {
  const [only] = records;
  if (only === undefined) return '';
  return records.length === 1 ? encodeRecord(only) : lineOf(JSON.stringify(records));
}

function lineOf(json: string): string {
  return `${crc32(json).toString(16).padStart(8, '0')} ${json}\n`;
}

export interface ReadLog {
  readonly records: readonly JournalRecord[];
  /** Bytes up to the end of the last whole line: what follows is an append that was cut off and never confirmed. */
  readonly wholeLength: number;
  /** Whole lines that cannot be understood, or only in part. */
  readonly damaged: number;
}

const LINE_FEED = 0x0a;
/** A checksum with the first sign of its JSON. */
const BEGINNING = /[0-9a-f]{8} [{[]/g;
/** Most places in a damaged line where a record is looked for. */
const MOST_BEGINNINGS = 64;

/** Reads a log, skipping what is damaged. */
export function readLog(bytes: Buffer): ReadLog {
  const records: JournalRecord[] = [];
  let damaged = 0;
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(LINE_FEED, start);
    const line = bytes.subarray(start, end === -1 ? bytes.length : end);
    const whole = end === -1 ? null : readLine(line);
    if (whole !== null) records.push(...whole);
    else if (end !== -1 || hasLostItsEnd(line)) {
      damaged += 1;
      records.push(...salvage(line));
    }
    if (end === -1) return { records, wholeLength: hasLostItsEnd(line) ? bytes.length : start, damaged };
    start = end + 1;
  }
}

/** A line of which all was written and only the line feed is damaged: its records may have been confirmed. */
function hasLostItsEnd(tail: Buffer): boolean {
  return tail.length > 0 && salvage(tail).length > 0;
}

/** Records in a damaged line: a line feed that turned into something else makes one line of two good ones. */
function salvage(line: Buffer): readonly JournalRecord[] {
  const begins = [...line.toString('latin1').matchAll(BEGINNING)]
    .map(({ index }) => index)
    .slice(0, MOST_BEGINNINGS);
  const found: JournalRecord[] = [];
  let from = 0;
  for (const begin of begins) {
    if (begin < from) continue;
    for (const next of [...begins.filter((each) => each > begin), line.length]) {
      // The one byte before the next beginning, or the last one, is what the line feed has become.
      const end = [next - 1, ...(next === line.length && begin > 0 ? [next] : [])].find(
        (each) => readLine(line.subarray(begin, each)) !== null,
      );
      if (end === undefined) continue;
      found.push(...(readLine(line.subarray(begin, end)) ?? []));
      from = end;
      break;
    }
  }
  return found;
}

const lineSchema = z.union([
  journalRecordSchema.transform((record) => [record]),
  z.array(journalRecordSchema),
]);

function readLine(line: Buffer): readonly JournalRecord[] | null {
  const sum = line.toString('latin1', 0, 9);
  if (!/^[0-9a-f]{8} $/.test(sum)) return null;
  const json = line.subarray(9);
  if (crc32(json) !== Number.parseInt(sum, 16)) return null;
  try {
    const parsed = lineSchema.safeParse(JSON.parse(json.toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
