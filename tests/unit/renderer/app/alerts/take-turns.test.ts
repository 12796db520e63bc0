import { expect, it, vi } from 'vitest';
import { takeTurns } from '#renderer/app/alerts/take-turns.ts';

/** A window of the operator. */
function open(name: string) {
  const target = new EventTarget();
  const turn = takeTurns(navigator.locks, name, target);
  return { turn, focus: () => target.dispatchEvent(new Event('focus')) };
}

it('of several windows the one that was used last speaks; when it closes, another one does', async () => {
  const [first, second, third] = [open('turns'), open('turns'), open('turns')];
  const speaking = () => [first, second, third].map(({ turn }) => turn.isMine());
  await vi.waitFor(() => expect(speaking()).toEqual([true, false, false]));
  second.focus();
  await vi.waitFor(() => expect(speaking()).toEqual([false, true, false]));
  third.focus();
  await vi.waitFor(() => expect(speaking()).toEqual([false, false, true]));
  second.focus();
  await vi.waitFor(() => expect(speaking()).toEqual([false, true, false]));
  second.turn.end();
  await vi.waitFor(() => expect(speaking().filter(Boolean)).toHaveLength(1));
  expect(second.turn.isMine()).toBe(false);
  for (const { turn } of [first, third]) turn.end();
  expect(speaking()).toEqual([false, false, false]);
});

it('speaks alone where there are no locks', () => {
  expect(takeTurns(null, 'x', new EventTarget()).isMine()).toBe(true);
});
