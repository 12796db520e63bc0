/** The database cannot work for us at the moment; nothing of the request is to blame, and it may be back at any time. */
export class DatabaseAwayError extends Error {
  override readonly name = 'DatabaseAwayError';
}

/**
 * PostgreSQL, appendix A of its manual: 08 connection, 53 resources (too many connections), 57P shutdown, crash and start,
 * 58 the system's own errors, 28 and 3D000 while a server is being restored.
 */
const AWAY_CLASSES = ['08', '53', '57P', '58', '28', '3D000'] as const;
const AWAY_CODES: ReadonlySet<string> = new Set([
  '25006' /* read-only: a standby, or a server that was demoted */,
  '25P03' /* idle in transaction for too long */,
  '55P03' /* a lock was not to be had in time */,
  '57014' /* the statement took too long */,
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'EIO',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/** What `pg`, its pool and Kysely say without a code of connections that have ended or could not be made in time. */
const AWAY_WORDS =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Client has encountered a connection error|Client was closed|Query read timeout|Postgres connection has been discarded)/;

/** What PostgreSQL and the system say of a disk without room. */
const FULL_CODES: ReadonlySet<string> = new Set(['53100', 'ENOSPC', 'EDQUOT']);

/** There is no room on the disk of the database, or on ours. */
export function isDiskFull(error: unknown): boolean {
  return FULL_CODES.has(codeOf(error));
}

/** Whether an error says that the database is away, and not that something was wrong with what it was asked. */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof DatabaseAwayError) return true;
  if (!(error instanceof Error) || isDiskFull(error)) return false;
  const code = codeOf(error);
  return (
    AWAY_CODES.has(code) ||
    AWAY_CLASSES.some((each) => code.startsWith(each)) ||
    AWAY_WORDS.test(error.message)
  );
}

/**
 * Whether a connection on which this happened is of no use any more: broken, or to a server that takes no writes, to
 * which the name may not lead any more.
 */
export function endsConnection(error: unknown): boolean {
  return isDatabaseAway(error) && codeOf(error) !== '57014' && codeOf(error) !== '55P03';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
