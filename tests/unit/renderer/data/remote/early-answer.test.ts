import { describe, expect, it } from 'vitest';
import { askEarly, withEarly } from '#renderer/data/remote/early-answer.ts';
import type { Fetch } from '#renderer/data/remote/exchange.ts';
import { systemTimers } from '#renderer/data/timers.ts';

const PATH = '/api/sync/changes?cursor=1';
const answering = (response: () => Response): { readonly fetch: Fetch; readonly asked: string[] } => {
  const asked: string[] = [];
  return {
    asked,
    fetch: async (path) => {
      asked.push(path);
      return response();
    },
  };
};
const ask = ({ fetch }: { readonly fetch: Fetch }) =>
  askEarly({ fetch, timers: systemTimers, signal: new AbortController().signal }, PATH);

describe('an answer that a window has asked for before its worker could', () => {
  it('is what the worker gets for its first request, and nobody is asked twice', async () => {
    const helpdesk = answering(() => Response.json({ n: 1 }, { headers: { date: 'now' } }));
    const fetch = withEarly(helpdesk.fetch, PATH, ask(helpdesk));
    const response = await fetch(PATH);
    expect(response.headers.get('date')).toBe('now');
    expect(response.headers.get('content-type')).toContain('json');
    expect(await response.json()).toEqual({ n: 1 });
    expect(helpdesk.asked).toEqual([PATH]);
  });

  it('is used once, and for this path only', async () => {
    const helpdesk = answering(() => Response.json({}));
    const fetch = withEarly(helpdesk.fetch, PATH, ask(helpdesk));
    await fetch('/api/hello');
    await fetch(PATH);
    await fetch(PATH);
    expect(helpdesk.asked).toEqual([PATH, '/api/hello', PATH]);
  });

  it.each([
    ['a helpdesk that fails', () => Response.json({ code: 'internal', message: '' }, { status: 500 })],
    ['a portal in between', () => new Response('<html>', { status: 404 })],
    [
      'no connection',
      () => {
        throw new TypeError('fetch failed');
      },
    ],
  ])('%s: the worker asks itself, and sees why', async (_, response) => {
    const failing = answering(response);
    const early = ask(failing);
    expect(await early).toBeNull();
    const helpdesk = answering(() => Response.json({ n: 2 }));
    expect(await (await withEarly(helpdesk.fetch, PATH, early)(PATH)).json()).toEqual({ n: 2 });
  });

  it('is not waited for after the request was given up', async () => {
    const givenUp = new AbortController();
    const waiting = withEarly(answering(() => new Response()).fetch, PATH, new Promise(() => undefined));
    const asked = waiting(PATH, { signal: givenUp.signal });
    givenUp.abort(new Error('given up'));
    await expect(asked).rejects.toThrow('given up');
  });
});
