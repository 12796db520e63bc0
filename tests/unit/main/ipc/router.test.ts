import { describe, expect, it, vi } from 'vitest';
import { makeRouter, type Handlers } from '#main/ipc/router.ts';
import { CALLS } from '#shared/contract/ipc/calls.ts';
import { ok } from '#shared/base/result.ts';
import { makeLog } from '../silent-log.ts';

function setUp() {
  const handler = vi.fn<() => unknown>(() => ok(null));
  const handlers = Object.fromEntries(
    Object.keys(CALLS).map((name) => [name, handler]),
  ) as unknown as Handlers;
  const log = makeLog();
  const route = makeRouter<string>({ handlers, isTrusted: (sender) => sender === 'our page', log });
  return { route, handler, log };
}

const REFUSED = { ok: false, error: 'refused-call' };

describe('calls of the page', () => {
  it('reach their handler with checked input', async () => {
    const { route, handler } = setUp();
    expect(await route('our page', 'badge.set', { count: 3, label: 'three', more: 1 })).toEqual(ok(null));
    expect(handler).toHaveBeenCalledWith({ count: 3, label: 'three' });
  });

  it.each(['nope', 'toString', '__proto__', 'constructor', '', null, 5, ['app.info'], { name: 'app.info' }])(
    'of an unknown name are refused: %j',
    async (name) => {
      const { route, handler } = setUp();
      expect(await route('our page', name, null)).toEqual(REFUSED);
      expect(handler).not.toHaveBeenCalled();
    },
  );

  it('of a foreign frame are refused, whatever they say', async () => {
    const { route, handler } = setUp();
    expect(await route('a frame', 'app.info', null)).toEqual(REFUSED);
    expect(handler).not.toHaveBeenCalled();
  });

  it.each([
    ['settings.write', { theme: 'pink' }],
    ['journal.append', { profile: '../../etc', records: [] }],
    ['journal.readFile', { profile: `${'0'.repeat(36)}_${'0'.repeat(36)}`, sha256: '../../x' }],
    [
      'journal.keepFile',
      { profile: `${'0'.repeat(36)}_${'0'.repeat(36)}`, sha256: 'a'.repeat(64), bytes: 'text' },
    ],
    ['notifications.show', { title: 'x', body: 'y', ticketId: 'javascript:1', answer: null }],
    ['app.info', undefined],
  ])('with bad input are refused: %s', async (name, input) => {
    const { route, handler } = setUp();
    expect(await route('our page', name, input)).toEqual(REFUSED);
    expect(handler).not.toHaveBeenCalled();
  });

  it('that are refused leave no trace of their content in the log', async () => {
    const { route, log } = setUp();
    await route('our page', 'secret-name', 'secret-input');
    await route('our page', 'settings.write', { theme: 'secret-input' });
    expect(log.lines.join(' ')).not.toContain('secret');
    expect(log.lines).toHaveLength(2);
  });
});
