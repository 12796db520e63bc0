import { expect, it } from 'vitest';
import type { News } from '#shared/contract/http/routes.ts';
import { createNewsLine } from '#renderer/data/sync/news-line.ts';

const news = (after: string, cursor: string): News => ({
  after,
  page: { changes: [], cursor, more: false, start: null, complete: true, progress: null },
});

it('I5: of two pages that came while a pull was under way, the first says that there is another', () => {
  const line = createNewsLine();
  line.add(news('1', '2'));
  line.add(news('2', '3'));
  expect(line.take('1')).toMatchObject({ cursor: '1', isEarly: true });
  expect(line.take('2')).toMatchObject({ cursor: '2', isEarly: false });
  expect(line.take('3')).toBeNull();
});

it('a chain that is broken is forgotten: the feed is asked instead', () => {
  const line = createNewsLine();
  line.add(news('2', '3'));
  expect(line.take('1')).toBeNull();
  expect(line.take('2')).toBeNull();
});
