/** Uniform in [0, 1), the same row of numbers for the same seed (mulberry32, Tommy Ettinger, public domain). */
export function makeRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Begins something so many times a second, at moments that do not wait for what was begun (an open system: what is slow
 * meets a queue), with the gaps of independent people (exponential).
 * @returns when the time is over and all has ended
 */
export async function atPace(
  {
    seconds,
    rate,
    random,
  }: { readonly seconds: number; readonly rate: number; readonly random: () => number },
  begin: () => Promise<void>,
): Promise<void> {
  const begun: Promise<void>[] = [];
  const end = performance.now() + seconds * 1_000;
  for (let at = performance.now(); ;) {
    at += (-Math.log(1 - random()) / rate) * 1_000;
    if (at > end) break;
    const wait = at - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    begun.push(begin());
  }
  await Promise.all(begun);
}
