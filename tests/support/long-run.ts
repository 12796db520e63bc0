/** VAKHTA_FAULTS=all makes the same tests longer: each kind of fault at each operation, more rounds of kills. */
export const isLong = process.env['VAKHTA_FAULTS'] === 'all';

/** Where the random moments of a scenario's kills begin: VAKHTA_SEED repeats or changes them. */
export const killSeed = Number(process.env['VAKHTA_SEED'] ?? 20_261_122);
