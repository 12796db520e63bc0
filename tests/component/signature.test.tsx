import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { SAMPLE_PEOPLE } from '#tests/support/sample-desk-data.ts';
import { OFFLINE, renderApp } from './render-app.tsx';

async function openSettings(me: (typeof SAMPLE_PEOPLE)[keyof typeof SAMPLE_PEOPLE]) {
  const app = await renderApp({ me });
  fireEvent.click(screen.getByRole('link', { name: /^Settings/ }));
  await screen.findByRole('heading', { name: 'Settings' });
  return app;
}
const roleOf = (role: string) => {
  const found = Object.values(SAMPLE_PEOPLE).find((person) => person.role === role);
  if (found === undefined) throw new Error(`there is no ${role}`);
  return found;
};

test('an operator names himself for customers and sees how an answer ends; offline it says why not', async () => {
  const { desk, helpdesk } = await openSettings(roleOf('operator'));
  const section = within(await screen.findByRole('region', { name: 'Signature' }));
  const name = section.getByRole('textbox', { name: /^Your name for customers/ });
  fireEvent.change(name, { target: { value: 'Support team' } });
  expect(section.getByRole('figure').textContent).toContain('From: Support team');
  expect(section.queryByRole('textbox', { name: /^Signature/ })).toBeNull();
  fireEvent.click(section.getByRole('button', { name: 'Save the name' }));
  await waitFor(() => expect(helpdesk.world.named).toEqual([{ publicName: 'Support team' }]));

  act(() => desk.world.setConnection(OFFLINE));
  expect(section.getByRole('note').textContent).toContain('needs the helpdesk');
  expect((name as HTMLInputElement).disabled).toBe(true);
});

test('a supervisor changes the signature of a queue, with its places filled in what is shown', async () => {
  const { helpdesk } = await openSettings(roleOf('supervisor'));
  const section = within(await screen.findByRole('region', { name: 'Signature' }));
  const field = section.getByRole('textbox', { name: /^Signature/ });
  const before = (field as HTMLTextAreaElement).value;
  fireEvent.change(field, { target: { value: 'Yours, {name}' } });
  expect(section.getByRole('figure').textContent).toContain(`Yours, ${roleOf('supervisor').name}`);
  fireEvent.click(section.getByRole('button', { name: 'Save the signature' }));
  await waitFor(() =>
    expect(helpdesk.world.signed).toEqual([
      { before: before === '' ? null : before, after: 'Yours, {name}' },
    ]),
  );
});

test('I9: a trainee, who answers nobody, has no such section', async () => {
  await openSettings(roleOf('trainee'));
  expect(screen.queryByRole('region', { name: 'Signature' })).toBeNull();
});
