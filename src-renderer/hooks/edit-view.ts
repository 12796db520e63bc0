import { v7 as uuid } from 'uuid';
import { assertNever } from '#shared/base/assert-never.ts';
import type { ViewId } from '#shared/domain/tickets/views.ts';
import { asksSomething, conditionsOf, type Condition, type Filter } from '#shared/domain/views/filter.ts';
import { DUE_FIRST } from '#shared/domain/views/order.ts';
import { FULL_LAYOUT, type SavedView } from '#shared/domain/views/saved-view.ts';
import type { WorkspaceState } from './workspace.ts';

/** A view of what the list shows now: the chosen view as conditions, and the filter above it. Without a name yet. */
export function newView(
  { view, queueId, quick }: Pick<WorkspaceState, 'view' | 'queueId' | 'quick'>,
  saved: SavedView | null,
): SavedView {
  return {
    id: uuid(),
    name: '',
    filter: join(saved?.filter ?? fixedFilter(view, queueId), quick),
    order: saved?.order ?? DUE_FIRST,
    layout: saved?.layout ?? FULL_LAYOUT,
  };
}

/** A fixed view in the words of a filter: the same tickets as `isInView` says. */
export function fixedFilter(view: WorkspaceState['view'], queueId: WorkspaceState['queueId']): Filter {
  return {
    match: 'all',
    conditions: [
      ...conditionsOfView(view),
      ...(queueId === null ? [] : [{ field: 'queue' as const, op: 'is' as const, values: [queueId] }]),
    ],
    groups: [],
  };
}

const UNRESOLVED: Condition = { field: 'status', op: 'is-not', values: ['resolved'] };
const AWAKE: readonly Condition[] = [
  { field: 'snoozed', is: false },
  { field: 'merged', is: false },
];

function conditionsOfView(view: ViewId): readonly Condition[] {
  switch (view) {
    case 'mine':
      return [{ field: 'assignee', op: 'is', values: ['me'] }, UNRESOLVED, ...AWAKE];
    case 'unassigned':
      return [{ field: 'assignee', op: 'is', values: ['nobody'] }, UNRESOLVED, ...AWAKE];
    case 'waiting-for-us':
      return [{ field: 'status', op: 'is', values: ['open'] }, ...AWAKE];
    case 'waiting-for-customer':
      return [{ field: 'status', op: 'is', values: ['waiting'] }, ...AWAKE];
    case 'snoozed':
      return [
        { field: 'snoozed', is: true },
        { field: 'merged', is: false },
      ];
    case 'all':
      return [];
    default:
      return assertNever(view);
  }
}

/**
 * Both together. The conditions of a filter over all of its own are added to it; of one over any of its own each alternative
 * gets them, because groups are one level deep.
 */
function join(filter: Filter, quick: Filter): Filter {
  const asked = quick.conditions.filter(asksSomething);
  if (asked.length === 0) return filter;
  if (conditionsOf(filter).length === 0) return { match: 'all', conditions: asked, groups: [] };
  if (filter.match === 'all') return { ...filter, conditions: [...filter.conditions, ...asked] };
  const alternatives = [
    ...filter.conditions.map((condition) => [condition]),
    ...filter.groups.flatMap((group) =>
      group.match === 'all' ? [group.conditions] : group.conditions.map((condition) => [condition]),
    ),
  ].filter((conditions) => conditions.some(asksSomething));
  return {
    match: 'any',
    conditions: [],
    groups: alternatives.map((conditions) => ({ match: 'all', conditions: [...conditions, ...asked] })),
  };
}
