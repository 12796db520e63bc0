import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Doing, Presence } from '#shared/domain/presence/presence.ts';
import type { TicketId } from '#shared/base/brand.ts';
import { SAMPLE_PEOPLE } from '#tests/support/sample-desk-data.ts';
import { renderApp } from './render-app.tsx';
import { findField, putIn } from '#tests/support/type-in-field.ts';

type Name = keyof typeof SAMPLE_PEOPLE;

/** People at one ticket. */
function at(ticketId: TicketId, people: Partial<Record<Name, Doing>>): Presence {
  const there = Object.entries(people).map(([name, doing]) => ({
    personId: SAMPLE_PEOPLE[name as Name].id,
    doing,
  }));
  return new Map([[ticketId, there]]);
}

async function openFirst(options: Parameters<typeof renderApp>[0] = {}) {
  const app = await renderApp(options);
  const ticket = app.desk.read.tickets('mine', null).get().rows[0]?.ticket;
  if (ticket === undefined) throw new Error('there is no ticket');
  const row = screen.getAllByRole('option', { name: ticket.subject })[0];
  if (row === undefined) throw new Error('there is no row');
  fireEvent.mouseDown(row, { button: 0 });
  await screen.findByRole('region', { name: /Conversation|Переписка/ });
  return { ...app, ticket, row };
}

const descriptionOf = (row: HTMLElement) =>
  (row.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent ?? '')
    .join(' ');

test('[Q7] a row and the header say who looks and who writes, and stop when they have gone', async () => {
  const { desk, ticket, row } = await openFirst();
  expect(descriptionOf(row)).not.toContain('looks at it');
  act(() => desk.world.setPresence(at(ticket.id, { maria: 'looking', anna: 'reply', oleg: 'looking' })));
  for (const text of [descriptionOf(row), screen.getByRole('group', { name: 'Ticket' }).textContent]) {
    expect(text).toContain('Мария Соколова looks at it');
    expect(text).toContain('Anna Lindqvist writes a reply');
    expect(text).toContain('Олег Журавлёв (trainee) looks at it');
  }
  act(() => desk.world.setPresence(new Map()));
  expect(descriptionOf(row)).not.toContain('Соколова');
});

test('[Q7] who writes a reply is told above the composer and at the button that sends, which still sends', async () => {
  const { desk, ticket } = await openFirst();
  const live = document.querySelector('[aria-live="polite"]');
  expect(live?.textContent).toBe('');
  act(() => desk.world.setPresence(at(ticket.id, { anna: 'reply', maria: 'note' })));
  expect(document.querySelector('[aria-live="polite"]')).toBe(live);
  expect(live?.textContent).toBe('Anna Lindqvist is writing a reply… Мария Соколова is writing a note…');
  const send = screen.getByRole('button', { name: /^Send(?! and)/ });
  expect(document.getElementById(send.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
    'Anna Lindqvist is writing a reply too',
  );
  await putIn(await findField('Reply'), { text: 'Hello' });
  fireEvent.click(send);
  await waitFor(() => expect(desk.read.outbox.get()[0]?.command.kind).toBe('reply'));
});

test('[Q7] of several who write it speaks Russian too', async () => {
  const { desk, ticket } = await openFirst({ settings: { language: 'ru' } });
  act(() => desk.world.setPresence(at(ticket.id, { anna: 'reply', maria: 'reply' })));
  expect(document.querySelector('[aria-live="polite"]')?.textContent).toBe(
    'Anna Lindqvist, Мария Соколова пишут ответы…',
  );
});

test('[Q7] colleagues are told which ticket is open, that it is written in, and that the window was left', async () => {
  const { desk, ticket } = await openFirst();
  expect(desk.world.attended.at(-1)).toEqual({ ticketId: ticket.id, doing: 'looking' });
  fireEvent.input(await findField('Reply'));
  expect(desk.world.attended.at(-1)).toEqual({ ticketId: ticket.id, doing: 'reply' });
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
  try {
    act(() => void document.dispatchEvent(new Event('visibilitychange')));
    expect(desk.world.attended.at(-1)?.ticketId).toBeNull();
  } finally {
    Reflect.deleteProperty(document, 'visibilityState');
  }
});
