import { act, screen } from '@testing-library/react';
import type { Person } from '#shared/domain/people/person.ts';
import { OFFLINE, pressRussian, renderApp } from '#tests/component/render-app.tsx';
import { SAMPLE_PEOPLE } from './sample-desk-data.ts';

/** The window offline, with one's first ticket opened by key. `given`: what waits in the outbox. */
export async function openFirstTicket(me: Person = SAMPLE_PEOPLE.dmitry) {
  const app = await renderApp({ me });
  const { desk } = app;
  act(() => desk.world.setConnection(OFFLINE));
  act(() => pressRussian('KeyJ', 'о'));
  act(() => pressRussian('Enter', 'Enter', screen.getByRole('listbox', { name: 'Tickets' })));
  await screen.findByRole('region', { name: 'Conversation' });
  const ticket = desk.read.tickets('mine', null).get().rows[0]?.ticket;
  if (ticket === undefined) throw new Error('there is no ticket');
  const given = () => desk.read.outbox.get().map(({ command: { kind, payload } }) => ({ kind, payload }));
  return { ...app, ticket, given };
}
