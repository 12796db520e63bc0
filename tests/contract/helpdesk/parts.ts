import { it } from 'vitest';

/** What a thing that speaks the contract may honestly lack. A key stands for the tests that are marked with it. */
export type Part =
  /** The description of the whole API at `/api/openapi.json`, and what is tried from it. */
  | 'openapi'
  /** Who is at which ticket. */
  | 'presence'
  /** A login that is closed after too many wrong passwords. */
  | 'sign-in-limit'
  /** A download that can only be saved, under a harmless name. */
  | 'download-headers'
  /** A download from any byte on. */
  | 'download-range'
  /** A download with the type of its bytes, whatever they are. */
  | 'download-type';

/** The parts that are lacking, each with the reason. */
export type Lacking = Readonly<Partial<Record<Part, string>>>;

export interface Parts {
  /** Defines a test of a part. Where the part is lacking, the test must fail: one that passes asks to remove the key. */
  itOf(part: Part, title: string, run: () => Promise<void>): void;
  /** Called when all tests are defined. @throws when no test is marked with a key that is lacking */
  checkKeys(): void;
}

/** Sorts the tests of parts into those that must pass and those that must not. */
export function sortParts(lacking: Lacking): Parts {
  const met = new Set<string>();
  return {
    itOf(part, title, run) {
      met.add(part);
      const reason = lacking[part];
      const define = reason === undefined ? it : it.fails;
      define(reason === undefined ? title : `${title} (not here: ${reason})`, run);
    },
    checkKeys() {
      const unknown = Object.keys(lacking).filter((key) => !met.has(key));
      if (unknown.length > 0) throw new Error(`No test is marked with the part ${unknown.join(', ')}`);
    },
  };
}
