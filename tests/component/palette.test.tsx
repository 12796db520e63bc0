import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { SAMPLE_PEOPLE } from '#tests/support/sample-desk-data.ts';
import { findField, putIn } from '#tests/support/type-in-field.ts';
import { OFFLINE, pressRussian, renderApp } from './render-app.tsx';

const ctrlK = (target: Element = document.activeElement ?? document.body) =>
  fireEvent.keyDown(target, { code: 'KeyK', key: 'л', ctrlKey: true });

async function openPalette() {
  ctrlK();
  const dialog = await screen.findByRole('dialog', { name: 'Command palette' });
  const field = within(dialog).getByRole('searchbox');
  return { dialog, field };
}

/** What the palette shows once everything has been found. */
async function lookFor(words: string) {
  const { dialog, field } = await openPalette();
  fireEvent.change(field, { target: { value: words } });
  await waitFor(() => expect(within(dialog).getByRole('status').textContent).not.toBe(''));
  return { dialog, field, options: within(dialog).queryAllByRole('option') };
}
const enter = (field: Element) => fireEvent.keyDown(field, { code: 'Enter', key: 'Enter' });

describe('the palette does what is chosen by its name', () => {
  test('an action of the open ticket, typed in the wrong layout, with its key beside it', async () => {
    const { desk } = await renderApp();
    act(() => desk.world.setConnection(OFFLINE));
    act(() => pressRussian('KeyJ', 'о'));
    act(() => pressRussian('Enter', 'Enter'));
    await screen.findByRole('region', { name: 'Conversation' });
    const { field, options } = await lookFor('куыщдму');
    expect(options[0]?.getAttribute('aria-label')).toBe('Resolve');
    expect(options[0]?.textContent).toContain('E');
    expect(options[0]?.getAttribute('aria-selected')).toBe('true');
    expect(field.getAttribute('aria-activedescendant')).toBe(options[0]?.id);
    enter(field);
    await waitFor(() => expect(desk.read.outbox.get()[0]?.command.kind).toBe('status'));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('what becomes of the words in the composer, and nothing while there are none', async () => {
    const { desk } = await renderApp();
    act(() => desk.world.setConnection(OFFLINE));
    act(() => pressRussian('KeyJ', 'о'));
    act(() => pressRussian('Enter', 'Enter'));
    const reply = await findField('Reply');
    const empty = await lookFor('send and resolve');
    expect(empty.options[0]?.getAttribute('aria-disabled')).toBe('true');
    expect(empty.options[0]?.textContent).toContain('There is nothing to send yet.');
    fireEvent.keyDown(empty.field, { code: 'Escape', key: 'Escape' });
    await putIn(reply, { text: 'Поставьте SP3' });
    await waitFor(() => expect(desk.read.draftList.get()).toHaveLength(1));
    const { field, options } = await lookFor('send and resolve');
    expect(options[0]?.getAttribute('aria-label')).toBe('Send and resolve');
    enter(field);
    await waitFor(() =>
      expect(desk.read.outbox.get().map(({ command }) => command.kind)).toEqual(['reply', 'status']),
    );
  });

  test('a ticket by its number opens, with the focus in it', async () => {
    const { desk } = await renderApp();
    const ticket = desk.read.tickets('all', null).get().rows.at(-1)?.ticket;
    const { field, options } = await lookFor(`#${ticket?.number ?? ''}`);
    expect(options[0]?.getAttribute('aria-label')).toContain(ticket?.subject);
    enter(field);
    expect(await screen.findByRole('heading', { name: ticket?.subject ?? '' })).toBeTruthy();
  });

  test('a customer: his tickets and no others; Backspace and Escape lead out again', async () => {
    const { desk } = await renderApp();
    const { dialog, field, options } = await lookFor('климова');
    const customer = options.find((option) => option.getAttribute('aria-label') === 'Анна Климова');
    if (customer === undefined) throw new Error('she is not offered');
    fireEvent.click(customer);
    const theirs = desk.read
      .tickets('all', null)
      .get()
      .rows.filter(({ ticket }) => ticket.customerName === 'Анна Климова');
    expect(within(dialog).getAllByRole('option')).toHaveLength(theirs.length);
    expect(within(dialog).getByRole('button', { name: 'Leave Анна Климова' })).toBeTruthy();
    expect(document.activeElement).toBe(field);
    fireEvent.keyDown(field, { code: 'Backspace', key: 'Backspace' });
    expect(within(dialog).queryByRole('button')).toBeNull();
    // She was chosen, so she comes first the next time.
    expect(within(dialog).getByRole('group', { name: 'Actions' })).toBeTruthy();
    fireEvent.keyDown(field, { code: 'Escape', key: 'Escape' });
    expect(screen.queryByRole('dialog')).toBeNull();
    const again = await openPalette();
    const recent = within(again.dialog).getByRole('group', { name: 'Chosen recently' });
    expect(within(recent).getByRole('option').getAttribute('aria-label')).toBe('Анна Климова');
  });

  test('a person: the open ticket can be given to her', async () => {
    const { desk } = await renderApp();
    act(() => pressRussian('KeyJ', 'о'));
    act(() => pressRussian('Enter', 'Enter'));
    await screen.findByRole('region', { name: 'Conversation' });
    const { dialog, field } = await lookFor(SAMPLE_PEOPLE.maria.name);
    const people = within(dialog).getByRole('group', { name: 'People' });
    fireEvent.click(within(people).getByRole('option', { name: SAMPLE_PEOPLE.maria.name }));
    expect(within(dialog).getAllByRole('option')[0]?.getAttribute('aria-label')).toMatch(/^Assign ticket/);
    act(() => desk.world.setConnection(OFFLINE));
    enter(field);
    await waitFor(() =>
      expect(desk.read.outbox.get()[0]?.command).toMatchObject({
        kind: 'assign',
        payload: { to: SAMPLE_PEOPLE.maria.id },
      }),
    );
  });

  test('a section of the settings comes into sight with the focus', async () => {
    await renderApp();
    const { field } = await lookFor('keyboard');
    fireEvent.keyDown(field, { code: 'ArrowDown', key: 'ArrowDown' });
    const option = within(screen.getByRole('dialog')).getByRole('option', { name: 'Keyboard' });
    fireEvent.click(option);
    await waitFor(() =>
      expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Keyboard' })),
    );
  });
});

describe('the palette is no trap', () => {
  test('it opens while typing and gives the focus back', async () => {
    await renderApp();
    act(() => pressRussian('KeyJ', 'о'));
    act(() => pressRussian('Enter', 'Enter'));
    await screen.findByRole('region', { name: 'Conversation' });
    act(() => pressRussian('KeyR', 'к'));
    const reply = screen.getByRole('textbox', { name: 'Reply' });
    expect(document.activeElement).toBe(reply);
    const { field } = await openPalette();
    expect(document.activeElement).toBe(field);
    // The same keys close it.
    ctrlK(field);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.activeElement).toBe(reply);
  });

  test('the button in the rail opens it too', async () => {
    await renderApp();
    fireEvent.click(screen.getByRole('button', { name: 'Command palette' }));
    expect(await screen.findByRole('dialog', { name: 'Command palette' })).toBeTruthy();
  });

  test('what is not there is said', async () => {
    await renderApp();
    const { dialog, options } = await lookFor('qqqqqq');
    expect(options).toEqual([]);
    expect(dialog.textContent).toContain('Nothing found for “qqqqqq”');
  });

  test('a trainee is offered what he may do, and told why he may not do the rest (I9)', async () => {
    await renderApp({ me: SAMPLE_PEOPLE.oleg });
    act(() => pressRussian('KeyG', 'п'));
    act(() => pressRussian('KeyA', 'ф'));
    act(() => pressRussian('KeyJ', 'о'));
    act(() => pressRussian('Enter', 'Enter'));
    await screen.findByRole('region', { name: 'Conversation' });
    const { field, options } = await lookFor('resolve');
    expect(options[0]?.getAttribute('aria-disabled')).toBe('true');
    expect(options[0]?.textContent).toContain('rainee');
    enter(field);
    expect(screen.getByRole('dialog')).toBeTruthy();
  });
});

test('after the first key of a sequence it is shown what can follow, until Escape', async () => {
  await renderApp();
  act(() => pressRussian('KeyG', 'п'));
  const hint = screen.getByRole('region', { name: 'What can follow G' });
  expect(hint.textContent).toContain('Outbox');
  act(() => pressRussian('Escape', 'Escape'));
  expect(screen.queryByRole('region', { name: 'What can follow G' })).toBeNull();
  // The sequence is over: O alone is not one.
  act(() => pressRussian('KeyO', 'щ'));
  expect(screen.queryByRole('region', { name: 'Outbox' })).toBeNull();
});
