import { expect, test } from 'vitest';
import { DUE_FIRST } from '#shared/domain/views/order.ts';
import { NO_FILTER } from '#shared/domain/views/filter.ts';
import { FULL_LAYOUT, parseKeptViews, toKept, type SavedView } from '#shared/domain/views/saved-view.ts';

const view: SavedView = {
  id: '01900000-0000-7000-8000-000000000001',
  name: 'Mine, urgent',
  filter: { ...NO_FILTER, conditions: [{ field: 'priority', op: 'is', values: ['urgent'] }] },
  order: DUE_FIRST,
  layout: FULL_LAYOUT,
};

test('views of one’s own are read as they were kept', () => {
  expect(parseKeptViews(JSON.parse(JSON.stringify([view])))).toEqual([{ kind: 'view', view }]);
});

test('I7: a view with a field of a newer version is kept as it is, and told by its name', () => {
  const newer = {
    ...view,
    filter: { ...view.filter, conditions: [{ field: 'mood', op: 'is', values: ['angry'] }] },
  };
  const richer = { ...view, id: view.id.replace(/1$/, '2'), colour: 'red' };
  const kept = parseKeptViews([newer, view, richer]);
  expect(kept.map((each) => each.kind)).toEqual(['unknown', 'view', 'unknown']);
  expect(kept[0]).toMatchObject({ name: 'Mine, urgent' });
  expect(toKept(kept)).toEqual([newer, view, richer]);
});

test('what is no view at all costs no other view', () => {
  expect(parseKeptViews([null, 5, 'x', { name: 7 }, view]).at(-1)).toEqual({ kind: 'view', view });
  expect(parseKeptViews([view, view]).map((each) => each.kind)).toEqual(['view', 'unknown']);
});
