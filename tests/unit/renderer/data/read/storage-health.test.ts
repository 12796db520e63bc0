import { expect, it } from 'vitest';
import { createStorageHealth } from '#renderer/data/read/storage-health.ts';

it('the worst that anybody has met is shown, and what held before when it is over', () => {
  const health = createStorageHealth();
  health.start({ kind: 'recovered', commands: 2, drafts: 1 });
  const kind = () => health.cell.get().kind;
  expect(kind()).toBe('recovered');
  health.noteSynchronised('failing');
  expect(kind()).toBe('failing');
  health.noteWriting('full');
  expect(kind()).toBe('full');
  health.noteSynchronised('fine');
  expect(kind()).toBe('full');
  health.noteWriting('fine');
  expect(kind()).toBe('recovered');
});
