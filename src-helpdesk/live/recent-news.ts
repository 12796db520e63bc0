import type { Place } from '../desk/feed-cursor.ts';
import { newsInSight, newsText, type FeedNews, type NewsRow } from '../desk/feed-news.ts';
import type { FeedSight } from '../desk/sight.ts';

/** Rows kept, so that a client that is a little behind is told all the same (I11). */
const MAX_ROWS = 300;
/** Longest text told to one client, in characters: who is further behind pulls. */
const MAX_CHARS = 64 * 1024;

/** The end of the feed, as far as it is kept to be told. */
export interface RecentNews {
  /** How far the feed has been read here; null: nothing is known. */
  readonly end: Place | null;
  /** Takes in what has been read after the end. */
  add(news: FeedNews): void;
  /** Forgets everything: something may have been missed. */
  forget(): void;
  /** What somebody who has read the feed to a place is to be told, as the text of `News`; null: he must pull. */
  textFor(sight: FeedSight, from: Place): string | null;
}

export function createRecentNews(): RecentNews {
  let end: Place | null = null;
  /** All that has come after this number is in `rows`. */
  let start = 0;
  let rows: readonly NewsRow[] = [];
  /** Rows in words, by sight and by where they begin: most listeners have read to the same place. */
  let texts = new Map<string, string>();
  return {
    get end() {
      return end;
    },
    add({ to, rows: more }) {
      texts = new Map();
      if (end === null || more === null) {
        start = to.seq;
        rows = [];
      } else {
        rows = [...rows, ...more];
        const dropped = rows[rows.length - MAX_ROWS - 1];
        if (dropped !== undefined) start = dropped.seq;
        rows = rows.slice(-MAX_ROWS);
      }
      end = to;
    },
    forget() {
      end = null;
      rows = [];
      texts = new Map();
    },
    textFor(sight, from) {
      if (end === null || from.seq < start || from.seq > end.seq) return null;
      const key = `${sight.group} ${from.seq}`;
      let changes = texts.get(key);
      if (changes === undefined) {
        const later = rows.filter((row) => row.seq > from.seq);
        texts.set(key, (changes = newsInSight(later, sight)));
      }
      return changes.length > MAX_CHARS ? null : newsText(changes, sight, from, end);
    },
  };
}
