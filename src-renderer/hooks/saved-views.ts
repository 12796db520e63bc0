import { createContext, useContext } from 'react';
import {
  MAX_SAVED_VIEWS,
  parseKeptViews,
  toKept,
  type KeptView,
  type SavedView,
} from '#shared/domain/views/saved-view.ts';
import type { Live } from '#renderer/data/live.ts';
import { useLive } from './use-live.ts';

/** Where views of one's own are kept: in the person's choices, of which the settings hold a copy. */
export interface ViewsPort {
  read(): readonly unknown[];
  /** @returns whether they are kept */
  write(views: readonly unknown[]): Promise<boolean>;
  subscribe(listener: () => void): () => void;
}

/** Views of one's own, in the order in which they stand. */
export interface SavedViews {
  readonly live: Live<readonly KeptView[]>;
  find(id: string): SavedView | null;
  /** Puts a view in the place of the one with its id, or at the end. @returns false when it could not be kept */
  save(view: SavedView): Promise<boolean>;
  /** Puts a view at a place. */
  insert(view: SavedView, at: number): Promise<boolean>;
  /** @returns where it stood, or null when it could not be removed */
  remove(id: string): Promise<number | null>;
  move(id: string, by: 1 | -1): Promise<boolean>;
}

/** Views of one's own over the place where they are kept. */
export function createSavedViews(port: ViewsPort): SavedViews {
  let raw: readonly unknown[] | null = null;
  let views: readonly KeptView[] = [];
  const get = (): readonly KeptView[] => {
    const now = port.read();
    if (now !== raw) {
      raw = now;
      views = parseKeptViews(now);
    }
    return views;
  };
  const indexOf = (id: string) => get().findIndex((each) => each.kind === 'view' && each.view.id === id);
  const put = (next: readonly KeptView[]) => port.write(toKept(next));

  return {
    live: { get, subscribe: (listener) => port.subscribe(listener) },
    find(id) {
      const found = get()[indexOf(id)];
      return found?.kind === 'view' ? found.view : null;
    },
    async save(view) {
      const at = indexOf(view.id);
      if (at < 0) return get().length < MAX_SAVED_VIEWS && put([...get(), { kind: 'view', view }]);
      return put(get().with(at, { kind: 'view', view }));
    },
    insert: async (view, at) =>
      get().length < MAX_SAVED_VIEWS && put(get().toSpliced(at, 0, { kind: 'view', view })),
    async remove(id) {
      const at = indexOf(id);
      return at >= 0 && (await put(get().toSpliced(at, 1))) ? at : null;
    },
    async move(id, by) {
      const from = indexOf(id);
      const one = get()[from];
      const to = from + by;
      if (one === undefined || to < 0 || to >= get().length) return false;
      return put(get().toSpliced(from, 1).toSpliced(to, 0, one));
    },
  };
}

export const SavedViewsContext = createContext<SavedViews | null>(null);

/** Views of one's own, and what is done with them. */
export function useSavedViews(): SavedViews {
  const views = useContext(SavedViewsContext);
  if (views === null) throw new Error('There are no saved views here');
  return views;
}

/** The view of one's own with this id, and a render when it changes. */
export function useSavedView(id: string | null): SavedView | null {
  const views = useSavedViews();
  useLive(views.live);
  return id === null ? null : views.find(id);
}
