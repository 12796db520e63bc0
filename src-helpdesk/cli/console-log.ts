import type { Logger } from '#shared/base/ports.ts';

/** One line of JSON per entry on the standard error, for whatever collects logs. */
export const consoleLog: Logger = {
  info: (message, fields) => write('info', message, fields),
  warn: (message, fields) => write('warn', message, fields),
  error: (message, fields) => write('error', message, fields),
};

function write(level: string, message: string, fields: Parameters<Logger['info']>[1]): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, message, ...fields })}\n`);
}
