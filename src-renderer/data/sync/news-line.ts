import { ok } from '#shared/base/result.ts';
import type { News } from '#shared/contract/http/routes.ts';
import type { PulledPage } from './page-line.ts';
import { readChanges } from './read-changes.ts';

/** Most pages kept of those that came with events: who is further behind pulls (I11). */
const MOST_NEWS = 16;

/** Pages that came with events, in their order: the next pull may find its answer among them. */
export interface NewsLine {
  add(news: News): void;
  /** What follows a cursor, if it has come. What came before it is forgotten, and all when the chain is broken. */
  take(cursor: string | null): PulledPage | null;
  drop(): void;
}

/** Makes an empty line. */
export function createNewsLine(): NewsLine {
  let line: readonly PulledPage[] = [];
  return {
    add({ after, page }) {
      const answer = Promise.resolve(ok({ page, read: readChanges(page.changes) }));
      // Asked for at no time that is known here, so it proves nothing about what has landed meanwhile.
      line = [...line.slice(1 - MOST_NEWS), { cursor: after, fetch: 0, isEarly: false, answer }];
    },
    take(cursor) {
      const at = line.findIndex((each) => each.cursor === cursor);
      const found = at < 0 ? null : (line[at] ?? null);
      line = at < 0 ? [] : line.slice(at + 1);
      // What has been announced with the next one is not announced again: whoever takes this one has to ask on.
      return found === null ? null : { ...found, isEarly: line.length > 0 };
    },
    drop() {
      line = [];
    },
  };
}
