import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import { afterEach, vi } from 'vitest';
import { App } from '#renderer/app/app.tsx';
import { createI18n } from '#renderer/app/i18n.ts';
import type { Person } from '#shared/domain/people/person.ts';
import { ok } from '#shared/base/result.ts';
import type { Settings } from '#shared/contract/ipc/settings.ts';
import { createInMemoryDesk } from '#tests/support/in-memory-desk.ts';
import {
  createInMemoryApi,
  createInMemoryPlatform,
  SAMPLE_HELLO,
} from '#tests/support/in-memory-platform.ts';
import { SAMPLE_PEOPLE } from '#tests/support/sample-desk-data.ts';

// happy-dom lays nothing out: give elements a size, so that the virtual list has a window to fill.
for (const [name, value] of [
  ['offsetHeight', 700],
  ['offsetWidth', 1440],
  ['clientHeight', 700],
] as const) {
  Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => value });
}
HTMLElement.prototype.scrollTo = () => undefined;
vi.stubGlobal(
  'IntersectionObserver',
  class {
    observe(): void {}
    disconnect(): void {}
  },
);

afterEach(cleanup);

/** The connection when nothing answers. */
export const OFFLINE = { kind: 'offline', why: { kind: 'unreachable' }, nextTryAt: null } as const;

/** The whole window on a desk in memory. */
export async function renderApp(
  options: {
    readonly me?: Person;
    readonly count?: number;
    readonly settings?: Partial<Settings>;
    readonly signedIn?: boolean;
  } = {},
) {
  const me = options.me ?? SAMPLE_PEOPLE.dmitry;
  const desk = createInMemoryDesk({ me, count: options.count ?? 40 });
  const platform = createInMemoryPlatform({
    language: 'en',
    theme: 'light',
    undoSendSeconds: 0,
    firstSteps: { state: 'put-off', done: [] },
    helpdesk: { kind: 'remote', url: 'https://help.example.com' },
    profile: options.signedIn === false ? null : { helpdeskId: SAMPLE_HELLO.id, person: me },
    ...options.settings,
  });
  const helpdesk = createInMemoryApi(me);
  const opened: Person[] = [];
  const view = render(
    <App
      platform={platform}
      api={helpdesk.api}
      openDesk={async (profile) => {
        opened.push(profile.person);
        return ok(desk);
      }}
      i18n={createI18n(options.settings?.language === 'ru' ? 'ru' : 'en')}
    />,
  );
  if (options.signedIn !== false)
    await waitFor(() => screen.getByRole('status', { name: /Connection|Связь/ }));
  return { desk, platform, helpdesk, opened, view };
}

/** The window without a connection, with a reply to the first of one's own tickets that waits to be sent. */
export async function renderWaitingReply(text: string) {
  const app = await renderApp();
  const { desk } = app;
  const ticket = desk.read.tickets('mine', null).get().rows[0]?.ticket;
  if (ticket === undefined) throw new Error('there is no ticket');
  act(() => desk.world.setConnection(OFFLINE));
  await act(async () => {
    await desk.write.record({ kind: 'reply', ticketId: ticket.id, payload: { text, attachments: [] } });
  });
  const id = desk.read.outbox.get()[0]?.command.id;
  if (id === undefined) throw new Error('nothing was recorded');
  return { ...app, ticket, id };
}

/** A key as the browser sends it in the Russian layout: the letter is Cyrillic, the place is not. */
export function pressRussian(code: string, key: string, target: Element = document.body): void {
  target.dispatchEvent(new KeyboardEvent('keydown', { code, key, bubbles: true, cancelable: true }));
}
