import { conditionsOf } from '#shared/domain/views/filter.ts';
import { DUE_FIRST } from '#shared/domain/views/order.ts';
import type { SavedView } from '#shared/domain/views/saved-view.ts';
import type { ViewQuery } from '#renderer/data/read/view-query.ts';
import type { WorkspaceState } from './workspace.ts';

/** What the list shows: the chosen view, narrowed by the filter above it. */
export function queryOf(
  { view, queueId, quick }: Pick<WorkspaceState, 'view' | 'queueId' | 'quick'>,
  saved: SavedView | null,
): ViewQuery {
  return {
    view: saved === null ? view : 'all',
    queueId: saved === null ? queueId : null,
    filters: [...(saved === null ? [] : [saved.filter]), ...(conditionsOf(quick).length > 0 ? [quick] : [])],
    order: saved?.order ?? DUE_FIRST,
  };
}
