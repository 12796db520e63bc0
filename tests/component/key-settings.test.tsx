import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { OFFLINE, pressRussian, renderApp } from './render-app.tsx';

async function openKeys(options: Parameters<typeof renderApp>[0] = {}) {
  const app = await renderApp(options);
  act(() => pressRussian('KeyG', 'п'));
  act(() => pressRussian('KeyS', 'ы'));
  const section = within(await screen.findByRole('region', { name: 'Keyboard' }));
  const press = (code: string, more: Partial<KeyboardEventInit> = {}) =>
    fireEvent.keyDown(section.getByRole('textbox', { name: /^New key of/ }), { code, key: 'ы', ...more });
  const record = (button: string, code: string, more: Partial<KeyboardEventInit> = {}) => {
    fireEvent.click(section.getByRole('button', { name: button }));
    press(code, more);
  };
  const keysOf = (name: string) => app.platform.settings.get().keys[name];
  return { ...app, section, press, record, keysOf };
}

describe('keys are changed by pressing them, wherever the layout has them', () => {
  test('two one after the other, Escape leaves them, Backspace takes them away', async () => {
    const { section, record, press, keysOf } = await openKeys();
    record('Resolve: change E', 'KeyY');
    press('KeyY');
    await waitFor(() => expect(keysOf('ticket.resolve')).toEqual([[{ code: 'KeyY' }, { code: 'KeyY' }]]));
    const changed = await section.findByRole('button', { name: 'Resolve: change Y Y' });
    await waitFor(() => expect(document.activeElement).toBe(changed));

    record('Resolve: change Y Y', 'Escape');
    expect(keysOf('ticket.resolve')).toHaveLength(1);
    record('Resolve: change Y Y', 'Backspace');
    await waitFor(() => expect(keysOf('ticket.resolve')).toEqual([]));

    fireEvent.click(section.getByRole('button', { name: 'Resolve: as at first' }));
    await waitFor(() => expect(keysOf('ticket.resolve')).toBeUndefined());
    expect(section.getByRole('button', { name: 'Resolve: change E' })).toBeTruthy();
  });

  test('where settings are written some time later, the focus is on the key when it is there', async () => {
    const { platform, section, record, press } = await openKeys();
    const writes: (() => void)[] = [];
    const { write } = platform.settings;
    platform.settings.write = async (patch) => {
      await new Promise<void>((resolve) => void writes.push(resolve));
      return write(patch);
    };
    record('Resolve: change E', 'KeyY');
    press('KeyY');
    // Nothing more is taken meanwhile.
    press('KeyX');
    await waitFor(() => expect(writes).toHaveLength(1));
    act(() => writes[0]?.());
    const changed = await section.findByRole('button', { name: 'Resolve: change Y Y' });
    await waitFor(() => expect(document.activeElement).toBe(changed));

    record('Resolve: change Y Y', 'Backspace');
    await waitFor(() => expect(writes).toHaveLength(2));
    act(() => writes[1]?.());
    await waitFor(() =>
      expect(document.activeElement).toBe(section.getByRole('button', { name: 'Resolve: add a key' })),
    );
    fireEvent.click(section.getByRole('button', { name: 'Resolve: as at first' }));
    await waitFor(() => expect(writes).toHaveLength(3));
    act(() => writes[2]?.());
    const first = await section.findByRole('button', { name: 'Resolve: change E' });
    await waitFor(() => expect(document.activeElement).toBe(first));
  });

  test('a key alone counts when no second one comes, and works at once in the Russian layout', async () => {
    const { desk, section, record, keysOf } = await openKeys();
    record('Resolve: change E', 'KeyY');
    expect(keysOf('ticket.resolve')).toBeUndefined();
    await waitFor(() => expect(keysOf('ticket.resolve')).toEqual([[{ code: 'KeyY' }]]), { timeout: 4000 });
    await section.findByRole('button', { name: 'Resolve: change Y' });

    act(() => desk.world.setConnection(OFFLINE));
    act(() => pressRussian('KeyG', 'п'));
    act(() => pressRussian('KeyQ', 'й'));
    act(() => pressRussian('KeyJ', 'о'));
    act(() => pressRussian('Enter', 'Enter'));
    const resolve = await screen.findByRole('button', { name: 'Resolve' });
    expect(resolve.getAttribute('aria-keyshortcuts')).toBe('Y');
    act(() => pressRussian('KeyE', 'у'));
    expect(desk.read.outbox.get()).toEqual([]);
    act(() => pressRussian('KeyY', 'н'));
    await waitFor(() => expect(desk.read.outbox.get()[0]?.command.kind).toBe('status'));
  });
});

describe('a conflict is named, and decided by the person', () => {
  const ask = { code: 'KeyE', key: 'у' };
  test('left there: nothing changes', async () => {
    const { section, record, keysOf } = await openKeys();
    record('Undo the last action: change U', 'KeyE');
    expect((await section.findByRole('alert', {}, { timeout: 4000 })).textContent).toBe(
      'Already used by “Resolve the chosen”, “Resolve”.',
    );
    fireEvent.click(section.getByRole('button', { name: 'Leave it there' }));
    expect(section.queryByRole('alert')).toBeNull();
    expect(keysOf('undo')).toBeUndefined();
  });
  test('taken over: the other one has it no more', async () => {
    const { section, record, keysOf } = await openKeys();
    record('Undo the last action: change U', ask.code);
    await section.findByRole('alert', {}, { timeout: 4000 });
    fireEvent.click(section.getByRole('button', { name: 'Take it over' }));
    await waitFor(() => expect(keysOf('undo')).toEqual([[{ code: 'KeyE' }]]));
    expect(keysOf('ticket.resolve')).toEqual([]);
    fireEvent.click(section.getByRole('button', { name: 'All keys as at first' }));
    await waitFor(() => expect(keysOf('undo')).toBeUndefined());
  });
});

test('keys of the browser and of editing are refused with a sentence', async () => {
  const { section, record } = await openKeys();
  record('Resolve: change E', 'KeyW', { ctrlKey: true });
  expect(section.getByRole('alert').textContent).toBe('Ctrl W belongs to the browser or the system.');
  record('Resolve: change E', 'KeyE', { altKey: true });
  expect(section.getByRole('alert').textContent).toContain('Alt');
});

test('actions are found by their name and by their key; the sheet shows the keys as they are now', async () => {
  const { section } = await openKeys({ settings: { keys: { undo: [[{ code: 'KeyY' }]], unknown: [] } } });
  const search = section.getByRole('searchbox', { name: 'Find an action or a key' });
  fireEvent.change(search, { target: { value: 'y' } });
  expect(section.getAllByRole('listitem')).toHaveLength(1);
  expect(section.getByRole('button', { name: 'Undo the last action: change Y' })).toBeTruthy();
  fireEvent.keyDown(document.body, { code: 'Slash', key: ',', shiftKey: true });
  const sheet = within(await screen.findByRole('dialog', { name: 'Keyboard shortcuts' }));
  fireEvent.change(sheet.getByRole('searchbox'), { target: { value: 'undo' } });
  expect(sheet.getByText('Y', { selector: '.visually-hidden' })).toBeTruthy();
  fireEvent.click(sheet.getByRole('button', { name: 'Change keys' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Keyboard' })));
});
