/** VAKHTA_FAULTS=all makes the same tests longer: each kind of fault at each operation, more rounds of kills. */
export const isLong = process.env['VAKHTA_FAULTS'] === 'all';

/** Where what is random in a scenario begins (moments of kills, keys): VAKHTA_SEED repeats or changes it. */
export const scenarioSeed = Number(process.env['VAKHTA_SEED'] ?? 20_261_122);
