import { sayFailure } from '../bootstrap/say.mjs';

/**
 * The outermost call of a program. What it returns becomes the exit code; a failure is told and becomes 1. Helpdesks, browsers
 * and displays are stopped when the process exits, so SIGINT and SIGTERM are made to come to that.
 */
export async function runProgram(main: () => Promise<number>): Promise<void> {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.on(signal, () => process.exit(code));
  }
  try {
    process.exitCode = await main();
  } catch (error) {
    sayFailure(error);
    process.exitCode = 1;
  }
}
