/** A failure that a person can mend: one sentence on what is wrong, and one on what to do. Printed without a stack. */
export class Remediable extends Error {
  /**
   * @param {string} problem a sentence
   * @param {string} remedy a sentence that says what to do
   */
  constructor(problem, remedy) {
    super(problem);
    this.name = 'Remediable';
    this.remedy = remedy;
  }
}

/**
 * Prints one line about what is being done.
 * @param {string} line
 */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/**
 * A duration for people.
 * @param {number} durationMs
 */
export function spell(durationMs) {
  const seconds = durationMs / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/**
 * Prints a failure as one or two sentences. A defect keeps its message; its stack is shown with VAKHTA_DEBUG=1 only.
 * @param {unknown} error
 */
export function sayFailure(error) {
  if (error instanceof Error && error.name === 'Remediable' && 'remedy' in error) {
    process.stderr.write(`\n${error.message}\n${String(error.remedy)}\n`);
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`\nThis was not foreseen: ${message}\n`);
  if (process.env['VAKHTA_DEBUG'] === '1' && error instanceof Error && error.stack) {
    process.stderr.write(`${error.stack}\n`);
  } else {
    process.stderr.write('Set VAKHTA_DEBUG=1 and run it again to see where it happened.\n');
  }
}
