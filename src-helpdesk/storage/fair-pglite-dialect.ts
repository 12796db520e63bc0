import { setImmediate } from 'node:timers/promises';
import { PGliteDialect, PGliteDriver, type DatabaseConnection, type PGliteDialectConfig } from 'kysely';

/** Longest time for which queries may follow each other before the rest of the program has its turn, in milliseconds. */
const TURN_MS = 5;

/**
 * PGlite computes in this very thread, and the next query begins as soon as the last has ended: while a line of them is
 * waiting, no request would be read and no answer written (measured: minutes). So before a query or a transaction begins
 * the event loop gets its turn.
 */
class FairDriver extends PGliteDriver {
  #lastTurnAt = performance.now();

  override async acquireConnection(): Promise<DatabaseConnection> {
    if (performance.now() - this.#lastTurnAt > TURN_MS) {
      await setImmediate();
      this.#lastTurnAt = performance.now();
    }
    return super.acquireConnection();
  }
}

/** Kysely's dialect for PGlite, with turns for everything else. */
export class FairPGliteDialect extends PGliteDialect {
  readonly #config: PGliteDialectConfig;

  constructor(config: PGliteDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): PGliteDriver {
    return new FairDriver(this.#config);
  }
}
