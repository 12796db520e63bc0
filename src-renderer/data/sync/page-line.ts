import type { ChangesPage } from '#shared/contract/http/routes.ts';
import { ok, type Result } from '#shared/base/result.ts';
import type { ExchangeError } from '../remote/exchange.ts';
import type { Remote } from '../remote/remote.ts';
import { readChanges } from './read-changes.ts';

/** Most pages under way or arrived besides the one in work: bounds the memory they take (I11). */
const AHEAD = 2;

type ReadRows = ReturnType<typeof readChanges>;

/** A page that has been asked for. */
export interface AskedPage {
  readonly cursor: string | null;
  /**
   * Asked for before this was the only place of synchronisation: what had landed by then may be missing in it, and it may
   * be older than rows that are here.
   */
  readonly isBeforeUs: boolean;
  readonly answer: ReturnType<Remote['pullChanges']>;
  /** Its rows, read as soon as it comes; null without an answer. */
  readonly read: Promise<ReadRows | null>;
}

/** Asks for the page after a cursor. */
export function askPage(
  remote: Pick<Remote, 'pullChanges'>,
  cursor: string | null,
  isBeforeUs: boolean,
): AskedPage {
  const answer = remote.pullChanges(cursor);
  const read = answer.then((got) => (got.ok ? readChanges(got.value.changes) : null));
  return { cursor, isBeforeUs, answer, read };
}

/** A page with its rows read. */
export interface PulledPage {
  readonly cursor: string | null;
  /** Number of the request, see `Ledger.beginFetch`; 0: before all that has landed. */
  readonly fetch: number;
  /** Something may have been announced already that is not in it: asked for before it was wanted, or not the last that came. */
  readonly isEarly: boolean;
  readonly answer: Promise<Result<{ readonly page: ChangesPage; readonly read: ReadRows }, ExchangeError>>;
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

  function begin(cursor: string | null, isEarly: boolean, asked?: AskedPage): PulledPage {
    const answer = asked?.answer ?? remote.pullChanges(cursor);
    const page: PulledPage = {
      cursor,
      fetch: asked?.isBeforeUs === true ? 0 : beginFetch(),
      isEarly,
      answer: answer.then(async (got) => {
        if (!got.ok) return got;
        const { more, cursor: next } = got.value;
        // A helpdesk that promises more but does not move on must not be asked for ever.
        if (more && next !== cursor) nextOf.set(page, next);
        goOn();
        return ok({ page: got.value, read: (await asked?.read) ?? readChanges(got.value.changes) });
      }),
    };
    return page;
  }

  if (first !== undefined) ahead = [begin(first.cursor, false, first)];
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
