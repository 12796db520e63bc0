import { crc32 } from 'node:zlib';
import { journalRecordSchema, type JournalRecord } from '#shared/contract/ipc/calls.ts';

/**
 * One line of the log: eight hexadecimal digits of the CRC-32 (the one of zlib) of the JSON's bytes, a space, the JSON,
 * a line feed. JSON holds no raw line feed, so that a reader finds the next line behind any damage.
 */
export function encodeRecord(record: JournalRecord): string {
  const json = JSON.stringify(record);
  return `${crc32(json).toString(16).padStart(8, '0')} ${json}\n`;
}

export interface ReadLog {
  readonly records: readonly { readonly record: JournalRecord; readonly line: string }[];
  /** Bytes up to the end of the last whole line: what follows is an append that was cut off and never confirmed. */
  readonly wholeLength: number;
  /** Whole lines that cannot be understood. */
  readonly damaged: number;
}

const LINE_FEED = 0x0a;

/** Reads a log, skipping what is damaged. */
export function readLog(bytes: Buffer): ReadLog {
  const records: { record: JournalRecord; line: string }[] = [];
  let damaged = 0;
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(LINE_FEED, start);
    if (end === -1) return { records, wholeLength: start, damaged };
    const line = bytes.subarray(start, end);
    const record = readLine(line);
    if (record === null) damaged += 1;
    else records.push({ record, line: `${line.toString('utf8')}\n` });
    start = end + 1;
  }
}

function readLine(line: Buffer): JournalRecord | null {
  const sum = line.toString('latin1', 0, 9);
  if (!/^[0-9a-f]{8} $/.test(sum)) return null;
  const json = line.subarray(9);
  if (crc32(json) !== Number.parseInt(sum, 16)) return null;
  try {
    const parsed = journalRecordSchema.safeParse(JSON.parse(json.toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
