import { VIEW_IDS } from '#shared/domain/tickets/views.ts';
import type { FirstScreen, Found } from '../pages/bench-page.ts';
import type { Truth } from './truth.ts';

/** @returns what a page got wrong, one sentence each; none when all is as on the helpdesk */
export function checkFound(found: Found, truth: Truth): readonly string[] {
  const wrong: string[] = [];
  if (found.tickets !== truth.tickets) wrong.push(`${found.tickets} tickets instead of ${truth.tickets}.`);
  for (const view of VIEW_IDS) {
    const [is, should] = [found.counts[view], truth.counts[view]];
    if (is !== should) wrong.push(`The view ${view} counts ${is} instead of ${should}.`);
  }
  wrong.push(...checkFirstScreen(found.early, truth));
  if (!same(found.firstIds, truth.firstIds)) wrong.push('The first rows are not the right ones at the end.');
  const conversations = new Map(found.conversations);
  const torn = truth.conversations.filter(([id, messages]) => !same(conversations.get(id) ?? [], messages));
  if (torn.length > 0) {
    wrong.push(`${torn.length} of ${truth.conversations.length} conversations looked at lack messages.`);
  }
  return wrong;
}

/** @returns what was wrong with what was shown first, one sentence each */
export function checkFirstScreen(early: FirstScreen, truth: Truth): readonly string[] {
  const wrong: string[] = [];
  if (!same(early.ids, truth.firstIds))
    wrong.push('The first rows were not the right ones when they were shown.');
  const off = VIEW_IDS.filter((view) => early.counts[view] !== truth.counts[view]);
  if (off.length > 0) wrong.push(`The counts shown first were not the right ones: ${off.join(', ')}.`);
  return wrong;
}

/** Whether two lists hold the same in the same order. */
function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
