import fc from 'fast-check';

const seed = Number(process.env['VAKHTA_SEED'] ?? Date.now() % 2 ** 31);
const runs = process.env['VAKHTA_RUNS'];
/** Where a failed run came to: goes straight there. */
const path = process.env['VAKHTA_PATH'];
/** A failure is made smaller for so long, in milliseconds. */
const SHRINK_MS = Number(process.env['VAKHTA_SHRINK_MS'] ?? 20_000);

/** For the title of a property test: how many runs, and from which seed. */
export function runsAndSeed(usual: number): { readonly runs: number; readonly seed: number } {
  return { runs: runs === undefined ? usual : Number(runs), seed };
}

/**
 * Holds a property against random values, as many as `VAKHTA_RUNS` says, from the seed `VAKHTA_SEED`.
 * @param name part of the test's title, by which the command in the message finds it again
 * @throws Error with the smallest counterexample found in time, and the command that finds the same again
 */
export function holds<T>(
  name: string,
  usual: number,
  values: fc.Arbitrary<T>,
  check: (value: T) => void,
): void {
  const property = fc.property(values, (value) => check(value));
  const found = fc.check(property, {
    seed,
    numRuns: runsAndSeed(usual).runs,
    endOnFailure: true,
    ...(path === undefined ? {} : { path }),
  });
  if (!found.failed) return;

  const first = found.counterexamplePath ?? '';
  const small = fc.check(property, { seed, path: first, numRuns: 1, interruptAfterTimeLimit: SHRINK_MS });
  const shown = small.counterexample === null ? found : small;
  const again = `VAKHTA_SEED=${seed} VAKHTA_PATH=${first} npx vitest run --project property -t '${name}'`;
  throw new Error(
    `${String(shown.errorInstance)}\n\nMade smaller in ${shown.numShrinks} steps:\n${fc.stringify(shown.counterexample)}\n\nThe same again: ${again}`,
  );
}
