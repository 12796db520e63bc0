import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import {
  errorKindOf,
  fitting,
  LOG_MESSAGES,
  logLineSchema,
  placesOf,
} from '#shared/contract/diagnostics/diagnostics.ts';

/** Lines of the log that a diagnostics file holds: the last ones. */
const MOST_LINES = 300;

type LogLine = z.output<typeof logLineSchema>;

const shape = logLineSchema.shape;

/** The tail of the log, line by line taken over into the closed list: what is not in it is left out. */
export async function readLogTail(folder: string): Promise<LogLine[]> {
  const texts = await Promise.all(
    ['main.1.log', 'main.log'].map((name) => readFile(path.join(folder, name), 'utf8').catch(() => '')),
  );
  return texts
    .join('')
    .split('\n')
    .filter((line) => line !== '')
    .slice(-MOST_LINES)
    .flatMap((line) => takeOver(line) ?? []);
}

function takeOver(line: string): LogLine | null {
  let given: Record<string, unknown>;
  try {
    const parsed: unknown = JSON.parse(line);
    if (typeof parsed !== 'object' || parsed === null) return null;
    given = parsed as Record<string, unknown>;
  } catch {
    // Torn by a crash in the middle of writing.
    return null;
  }
  const at = fitting(shape.at, given['at'], null);
  const level = fitting(shape.level, given['level'], null);
  if (at === null || level === null) return null;
  const optional = {
    reason:
      given['reason'] === undefined ? undefined : fitting(shape.reason, given['reason'], 'other' as const),
    code: fitting(shape.code, given['code'], undefined),
    kind: given['kind'] === undefined ? undefined : errorKindOf(given['kind']),
    places: typeof given['places'] === 'string' ? placesOf(given['places']) : undefined,
    damaged: fitting(shape.damaged, given['damaged'], undefined),
    attempts: fitting(shape.attempts, given['attempts'], undefined),
    bytes: fitting(shape.bytes, given['bytes'], undefined),
    version: fitting(shape.version, given['version'], undefined),
    electron: fitting(shape.electron, given['electron'], undefined),
  };
  const known = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
  return logLineSchema.parse({
    at,
    level,
    message: fitting(z.enum(LOG_MESSAGES), given['message'], 'other' as const),
    ...known,
  });
}
