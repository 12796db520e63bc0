import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { EpochMs, MessageId, TicketId } from '#shared/base/brand.ts';
import type { SearchPage } from '#shared/contract/http/search.ts';
import { OFFLINE, renderApp } from './render-app.tsx';

const press = (code: string, more: object = {}) =>
  act(
    async () => void fireEvent.keyDown(document.activeElement ?? document.body, { code, key: code, ...more }),
  );
const box = () => screen.getByRole<HTMLInputElement>('searchbox', { name: 'Search' });
const type = (text: string) => act(async () => void fireEvent.change(box(), { target: { value: text } }));
const options = () => within(screen.getByRole('listbox', { name: 'Results' })).getAllByRole('option');

async function renderSearch(settings: Parameters<typeof renderApp>[0] = {}) {
  const app = await renderApp(settings);
  await press('KeyF', { ctrlKey: true, shiftKey: true });
  const rows = app.desk.read.tickets('all', null).get().rows;
  const ticket = rows[0]?.ticket;
  if (ticket === undefined) throw new Error('there is no ticket');
  return { ...app, ticket };
}

/** A ticket that only the archive has. */
function archived(ticket: SearchPage['hits'][number]['ticket']): SearchPage['hits'][number] {
  const id = '00000000-0000-7000-8000-00000000aaaa' as TicketId;
  return {
    ticket: { ...ticket, id, number: 99_999, subject: 'Only in the archive', updatedAt: 1 as EpochMs },
    message: {
      kind: 'customer',
      id: '00000000-0000-7000-8000-00000000bbbb' as MessageId,
      ticketId: id,
      at: 1 as EpochMs,
      authorName: 'Old Customer',
      text: 'words of long ago',
      html: null,
      channel: 'form',
      attachments: [],
    },
  };
}

test('[Q5] finds as one types, marks it, and Enter opens the first ticket', async () => {
  const { ticket } = await renderSearch();
  expect(document.activeElement).toBe(box());
  expect(screen.getByRole('region', { name: 'What can be asked' })).toBeTruthy();
  await type(`#${ticket.number}`);
  await waitFor(() => expect(options()).toHaveLength(1));
  expect(options()[0]?.getAttribute('aria-label')).toBe(ticket.subject);
  await act(async () => void fireEvent.keyDown(box(), { key: 'Enter' }));
  expect(screen.getByRole('region', { name: 'Conversation' })).toBeTruthy();
});

test('[Q5] arrows and J K move in the results, up from the first leads back to the words', async () => {
  await renderSearch();
  await type('status:open');
  await waitFor(() => expect(options().length).toBeGreaterThan(2));
  await act(async () => void fireEvent.keyDown(box(), { key: 'ArrowDown' }));
  const list = screen.getByRole('listbox', { name: 'Results' });
  expect(document.activeElement).toBe(list);
  await press('KeyJ');
  expect(options()[1]?.getAttribute('aria-selected')).toBe('true');
  await press('KeyK');
  await press('ArrowUp');
  expect(document.activeElement).toBe(box());
});

test('[Q5] what the archive alone has is marked, merged, and read without leaving', async () => {
  const { helpdesk, ticket } = await renderSearch();
  helpdesk.world.archive = [archived(ticket)];
  await type(ticket.customerName);
  const line = await screen.findByRole('option', { name: 'Only in the archive' });
  expect(line.textContent).toContain('archive');
  expect(options().filter((option) => option.textContent?.includes('archive'))).toHaveLength(1);
  await act(async () => void fireEvent.click(line));
  expect(screen.getByRole('region', { name: 'From the archive' }).textContent).toContain('words of long ago');
});

test('[Q5] without a connection it says that only this computer is searched, and an error of the archive is told', async () => {
  const { desk, helpdesk } = await renderSearch();
  helpdesk.world.unreachable = true;
  await type('status:open');
  expect(await screen.findByText(/The archive could not be searched/)).toBeTruthy();
  act(() => desk.world.setConnection(OFFLINE));
  expect(await screen.findByText(/Only this computer is searched/)).toBeTruthy();
  expect(options().length).toBeGreaterThan(0);
});

test('[Q5] fields are suggested while one types, in the language of the window, and complete it', async () => {
  await renderSearch();
  await type('invoice sta');
  await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'status:' })));
  expect(box().value).toBe('invoice status:');
  await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'resolved' })));
  expect(box().value).toBe('invoice status:resolved ');
});

test('[Q5] what is not understood as a field is told; Escape leads back where one was', async () => {
  await renderSearch();
  await type('colour:red ');
  expect(screen.getByText('There is no field “colour”: searched as text.')).toBeTruthy();
  await act(async () => void fireEvent.keyDown(box(), { key: 'Escape' }));
  expect(screen.getByRole('listbox', { name: 'Tickets' })).toBeTruthy();
});
