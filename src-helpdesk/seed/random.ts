/** A repeatable source of chance for the sample data: not for secrets. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** A whole number from 0 up to, not including, `end`. */
  below(end: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  pick<T>(choices: readonly T[]): T;
  /** A choice by its weight. */
  weighted<T>(choices: readonly (readonly [T, number])[]): T;
}

/** The same seeds always give the same sequence (xorshift128, George Marsaglia 2003, seeded by mixing the numbers). */
export function makeRandom(...seeds: readonly number[]): Random {
  let mix = 0x9e3779b9;
  const word = (): number => {
    mix = (mix + 0x6d2b79f5) | 0;
    let t = Math.imul(mix ^ (mix >>> 15), mix | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
  for (const seed of seeds) mix = Math.imul(mix ^ (seed | 0), 0x85ebca6b) ^ word();
  let x = word() | 1;
  let y = word();
  let z = word();
  let w = word();

  const next = (): number => {
    const t = x ^ (x << 11);
    x = y;
    y = z;
    z = w;
    w = (w ^ (w >>> 19) ^ t ^ (t >>> 8)) >>> 0;
    return w / 0x1_0000_0000;
  };
  const below = (end: number): number => Math.floor(next() * end);
  const pick = <T>(choices: readonly T[]): T => {
    const choice = choices[below(choices.length)];
    if (choice === undefined) throw new Error('Nothing to pick from');
    return choice;
  };
  return {
    next,
    below,
    pick,
    chance: (probability) => next() < probability,
    weighted: (choices) => {
      let left = next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [choice, weight] of choices) {
        left -= weight;
        if (left < 0) return choice;
      }
      return pick(choices)[0];
    },
  };
}
