import { act, fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { err, ok } from '#shared/base/result.ts';
import { SAMPLE_PEOPLE } from '#tests/support/sample-desk-data.ts';
import { SAMPLE_HELLO } from '#tests/support/in-memory-platform.ts';
import { renderApp } from './render-app.tsx';

test('the addresses of the helpdesk are changed without signing out, and only to addresses of the same', async () => {
  const { platform } = await renderApp();
  act(() => platform.world.emit('menu.chosen', { item: 'settings' }));
  const change = await screen.findByRole('button', { name: 'Change addresses' });
  act(() => change.click());
  const field = screen.getByLabelText<HTMLTextAreaElement>('Addresses of the helpdesk');
  expect(field.value).toBe('https://help.example.com');
  const save = async (typed: string) => {
    fireEvent.change(field, { target: { value: typed } });
    fireEvent.keyDown(field, { key: 'Enter' });
    await act(async () => undefined);
  };
  platform.world.probes.set('https://b.example.com', err('certificate'));
  await save('help.example.com\nb.example.com');
  expect((await screen.findByRole('alert')).textContent).toMatch(
    /^https:\/\/b\.example\.com: The certificate/,
  );
  platform.world.probes.set(
    'https://b.example.com',
    ok({ ...SAMPLE_HELLO, id: SAMPLE_PEOPLE.maria.id as never }),
  );
  await save('b.example.com');
  expect((await screen.findByRole('alert')).textContent).toMatch(
    /^This is another helpdesk than the one you work/,
  );
  expect(platform.settings.get().helpdesk).toEqual({ kind: 'remote', url: 'https://help.example.com' });
  await save('help.example.com c.example.com');
  expect(await screen.findByText('https://c.example.com')).toBeTruthy();
  expect(platform.settings.get()).toMatchObject({
    helpdesk: { url: 'https://help.example.com', others: ['https://c.example.com'], id: SAMPLE_HELLO.id },
    profile: { helpdeskId: SAMPLE_HELLO.id },
  });
});
