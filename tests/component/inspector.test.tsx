import { act, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { CommandId } from '#shared/base/brand.ts';
import { pressRussian, renderApp } from './render-app.tsx';

async function openInspector(options: Parameters<typeof renderApp>[0] = {}) {
  const app = await renderApp(options);
  act(() => pressRussian('KeyG', 'п'));
  act(() => pressRussian('KeyI', 'ш'));
  await screen.findByRole('heading', { level: 2 });
  return app;
}

describe('the sync inspector', () => {
  test('shows the connection, its history, the clock, the exchanges and the disk, as they change', async () => {
    const { desk } = await openInspector();
    const connection = screen.getByRole('region', { name: 'Connection details' });
    expect(connection.textContent).toContain('this window');
    expect(connection.textContent).toContain('3m ahead');
    expect(
      within(connection)
        .getAllByRole('listitem')
        .map((item) => item.textContent),
    ).toEqual([
      expect.stringContaining('Connected'),
      expect.stringContaining('Offline'),
      expect.stringContaining('Connected'),
    ]);
    const rows = within(screen.getByRole('table')).getAllByRole('row');
    expect(rows).toHaveLength(4);
    expect(rows[1]?.textContent).toContain('actions');
    expect(rows[1]?.textContent).toContain('Offline');
    expect(screen.getByRole('region', { name: 'This computer' }).textContent).toContain('2 records, 512 B');

    const report = desk.world.inspector.sync.get();
    if (report === null) throw new Error('no report');
    act(() =>
      desk.world.inspector.sync.set({
        ...report,
        windowId: 'window-2',
        isSweeping: true,
        progress: { done: 10, total: 40 },
        isPulling: true,
      }),
    );
    const work = screen.getByRole('region', { name: 'Under way' });
    expect(work.textContent).toContain('Fetching changes');
    expect(work.textContent).toContain('being fetched anew, 10 of 40 tickets');
    expect(connection.textContent).toContain('another window');
  });

  test('says what waits, why and until when', async () => {
    const { desk } = await renderApp();
    const ticket = desk.read.tickets('mine', null).get().rows[0]?.ticket;
    if (ticket === undefined) throw new Error('there is no ticket');
    act(() => desk.world.setConnection({ kind: 'offline', why: { kind: 'unreachable' }, nextTryAt: null }));
    let id: CommandId | null = null;
    await act(async () => {
      const recorded = await desk.write.record({
        kind: 'note',
        ticketId: ticket.id,
        payload: { text: 'заметка', attachments: [] },
      });
      if (recorded.ok) id = recorded.value;
    });
    const report = desk.world.inspector.sync.get();
    if (report === null || id === null) throw new Error('nothing recorded');
    desk.world.inspector.sync.set({ ...report, waits: [{ id, failures: 2, until: Date.now() + 60_000 }] });
    act(() => pressRussian('KeyG', 'п'));
    act(() => pressRussian('KeyI', 'ш'));
    const unsent = await screen.findByRole('region', { name: 'Unsent work' });
    expect(unsent.textContent).toContain('1 · Waits for the connection.');
    expect(unsent.textContent).toContain(`#${ticket.number}: failed 2 times, next try at`);
    // Words are counted, not shown.
    expect(unsent.textContent).not.toContain('заметка');
  });

  test('fetches the local copy anew only after a question, and tries the connection at once', async () => {
    const { desk } = await openInspector();
    await act(async () => screen.getByRole('button', { name: 'Try now' }).click());
    expect(desk.world.calls.tryNow).toBe(1);
    await act(async () => screen.getByRole('button', { name: 'Synchronise anew…' }).click());
    const dialog = await screen.findByRole('dialog', { name: 'Fetch the local copy anew?' });
    expect(dialog.textContent).toContain('Drafts, files and unsent actions stay as they are');
    expect(desk.world.calls.beginAnew).toBe(0);
    await act(async () => within(dialog).getByRole('button', { name: 'Synchronise anew' }).click());
    expect(desk.world.calls.beginAnew).toBe(1);
  });

  test('is reached from the status line too', async () => {
    await renderApp();
    await act(async () => screen.getByRole('button', { name: 'Synchronisation details' }).click());
    expect(await screen.findByRole('region', { name: 'Last exchanges' })).toBeTruthy();
  });
});
