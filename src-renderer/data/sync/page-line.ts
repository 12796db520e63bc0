import type { ChangesPage } from '#shared/contract/http/routes.ts';
import { ok, type Result } from '#shared/base/result.ts';
import type { ExchangeError } from '../remote/exchange.ts';
import type { Remote } from '../remote/remote.ts';
import { readChanges } from './read-changes.ts';

/** Most pages under way or arrived besides the one in work: bounds the memory they take (I11). */
const AHEAD = 2;

/** A page that has been asked for. */
export interface AskedPage {
  readonly cursor: string | null;
  readonly answer: ReturnType<Remote['pullChanges']>;
}

/** A page with its rows read. */
export interface PulledPage {
  readonly cursor: string | null;
  /** Number of the request, see `Ledger.beginFetch`. */
  readonly fetch: number;
  /** Something may have been announced already that is not in it: asked for before it was wanted, or not the last that came. */
  readonly isEarly: boolean;
  readonly answer: Promise<
    Result<{ readonly page: ChangesPage; readonly read: ReturnType<typeof readChanges> }, ExchangeError>
  >;
}

/**
 * The pages of the feed, asked for ahead: the moment one has arrived the next is on its way, while this one is read and
 * those before it are stored, so that neither end waits for the other.
 */
export interface PageLine {
  /**
   * The page after a cursor, whether it is under way already or not. Each is given once.
   * @param instead spares the request where none is under way
   */
  take(cursor: string | null, instead?: PulledPage | null): PulledPage;
  /** Forgets what has been asked for. */
  drop(): void;
}

/**
 * Makes a line.
 * @param beginFetch numbers requests
 * @param first a page that has been asked for already
 */
export function createPageLine(
  remote: Pick<Remote, 'pullChanges'>,
  beginFetch: () => number,
  first?: AskedPage,
): PageLine {
  /** The one in work. */
  let taken: PulledPage | null = null;
  /** Those after it, in order. */
  let ahead: readonly PulledPage[] = [];
  /** Where the page after an arrived one begins. */
  const nextOf = new WeakMap<PulledPage, string>();

  /** Asks for what comes after the last page, once that is known and there is room. */
  function goOn(): void {
    const last = ahead.at(-1) ?? taken;
    const cursor = last === null ? undefined : nextOf.get(last);
    if (cursor !== undefined && ahead.length < AHEAD) ahead = [...ahead, begin(cursor, true)];
  }

  function begin(cursor: string | null, isEarly: boolean, answer = remote.pullChanges(cursor)): PulledPage {
    const page: PulledPage = {
      cursor,
      fetch: beginFetch(),
      isEarly,
      answer: answer.then((got) => {
        if (!got.ok) return got;
        const { more, cursor: next } = got.value;
        // A helpdesk that promises more but does not move on must not be asked for ever.
        if (more && next !== cursor) nextOf.set(page, next);
        goOn();
        return ok({ page: got.value, read: readChanges(got.value.changes) });
      }),
    };
    return page;
  }

  if (first !== undefined) ahead = [begin(first.cursor, false, first.answer)];
  return {
    take(cursor, instead = null) {
      const [first] = ahead;
      taken = first?.cursor === cursor ? first : null;
      ahead = taken === null ? [] : ahead.slice(1);
      taken ??= instead ?? begin(cursor, false);
      goOn();
      return taken;
    },
    drop() {
      taken = null;
      ahead = [];
    },
  };
}
