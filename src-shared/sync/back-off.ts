const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/**
 * How long to wait after the n-th failure in a row: doubling from one second to one minute, with full jitter on the
 * upper half so that a team's machines do not come back in step.
 * @param failures how many attempts in a row have failed, from 1
 * @param random uniform in [0, 1)
 * @returns milliseconds
 */
export function backOffMs(failures: number, random: number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}
