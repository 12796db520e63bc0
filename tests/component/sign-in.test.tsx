import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { err, ok } from '#shared/base/result.ts';
import { normaliseAddress } from '#renderer/hooks/helpdesk-addresses.ts';
import { SAMPLE_PEOPLE } from '#tests/support/sample-desk-data.ts';
import { SAMPLE_HELLO } from '#tests/support/in-memory-platform.ts';
import { renderApp } from './render-app.tsx';

async function fillIn(login: string, password: string) {
  fireEvent.change(await screen.findByLabelText('Login'), { target: { value: login } });
  fireEvent.change(screen.getByLabelText('Password'), { target: { value: password } });
}
const submit = () => act(async () => screen.getByRole('button', { name: 'Sign in' }).click());

test.each([
  ['wrong-credentials', 'The login or the password is wrong.'],
  ['too-many-attempts', 'Too many attempts. Wait a minute and try again.'],
  ['unreachable', 'The helpdesk cannot be reached. Check your network and try again.'],
] as const)('sign-in that fails with %s says so and loses nothing typed', async (fail, sentence) => {
  const { helpdesk, opened } = await renderApp({ signedIn: false });
  helpdesk.world.fail = fail;
  await fillIn('dmitry', 'not it');
  await submit();
  expect(screen.getByRole('alert').textContent).toBe(sentence);
  expect(screen.getByLabelText<HTMLInputElement>('Login').value).toBe('dmitry');
  expect(screen.getByLabelText<HTMLInputElement>('Password').value).toBe('not it');
  expect(opened).toEqual([]);
});

test('on a trial a person is one click away', async () => {
  const { opened, platform } = await renderApp({ signedIn: false });
  const maria = await screen.findByRole('button', { name: /Мария Соколова/ });
  await act(async () => maria.click());
  await submit();
  await waitFor(() => expect(opened).toEqual([SAMPLE_PEOPLE.maria]));
  expect(platform.settings.get().profile?.person.id).toBe(SAMPLE_PEOPLE.maria.id);
});

test('a known profile opens its desk without asking the helpdesk', async () => {
  const { opened, helpdesk } = await renderApp();
  expect(opened).toEqual([SAMPLE_PEOPLE.dmitry]);
  expect(helpdesk.world.signedIn).toBe(false);
});

test('a session that ends in the middle is renewed over the desk, by the same person only', async () => {
  const { desk, helpdesk } = await renderApp();
  act(() => desk.world.setConnection({ kind: 'signed-out' }));
  await act(async () => screen.getAllByRole('button', { name: 'Sign in' })[0]?.click());
  const dialog = await screen.findByRole('dialog', { name: 'Sign in' });
  const maria = await within(dialog).findByRole('button', { name: /Мария/ });
  await act(async () => maria.click());
  await act(async () => within(dialog).getByRole('button', { name: 'Sign in' }).click());
  expect(within(dialog).getByRole('alert').textContent).toContain('somebody else’s account');
  expect(helpdesk.world.signedOut).toBe(1);
  expect(desk.world.calls.signedIn).toBe(0);
  await act(async () =>
    within(dialog)
      .getByRole('button', { name: /Дмитрий/ })
      .click(),
  );
  await act(async () => within(dialog).getByRole('button', { name: 'Sign in' }).click());
  expect(desk.world.calls.signedIn).toBe(1);
});

test.each([
  ['unreachable', /Nothing answers/],
  ['not-a-helpdesk', /not a Vakhta helpdesk/],
  ['wrong-version', /another version/],
  ['certificate', /not trusted/],
] as const)('an address that is %s is explained and can be corrected', async (error, sentence) => {
  const { platform } = await renderApp({ signedIn: false, settings: { helpdesk: null } });
  platform.world.probe = err(error);
  await act(async () => screen.getByRole('button', { name: /My team/ }).click());
  fireEvent.change(screen.getByLabelText('Address of the helpdesk'), {
    target: { value: 'help.example.com' },
  });
  await act(async () => screen.getByRole('button', { name: 'Continue' }).click());
  expect(screen.getByRole('alert').textContent).toMatch(sentence);
  expect(screen.getByLabelText<HTMLInputElement>('Address of the helpdesk').value).toBe('help.example.com');
  expect(platform.settings.get().helpdesk).toBeNull();
});

test('several addresses of one helpdesk are taken together, each looked at', async () => {
  const { platform } = await renderApp({ signedIn: false, settings: { helpdesk: null } });
  await act(async () => screen.getByRole('button', { name: /My team/ }).click());
  const field = screen.getByLabelText<HTMLTextAreaElement>('Address of the helpdesk');
  const go = async (typed: string) => {
    fireEvent.change(field, { target: { value: typed } });
    await act(async () => screen.getByRole('button', { name: 'Continue' }).click());
  };
  platform.world.probes.set('https://b.example.com', err('unreachable'));
  await go('a.example.com, b.example.com');
  expect(screen.getByRole('alert').textContent).toMatch(/^https:\/\/b\.example\.com: Nothing answers/);
  platform.world.probes.set(
    'https://b.example.com',
    ok({ ...SAMPLE_HELLO, id: SAMPLE_PEOPLE.maria.id as never }),
  );
  await go('a.example.com\nb.example.com');
  expect(screen.getByRole('alert').textContent).toMatch(
    /^https:\/\/b\.example\.com: This is another helpdesk/,
  );
  await go('a.example.com ftp://b.example.com');
  expect(screen.getByRole('alert').textContent).toMatch(/^ftp:\/\/b\.example\.com: This is not an address/);
  expect(platform.settings.get().helpdesk).toBeNull();
  await go('a.example.com c.example.com;a.example.com');
  expect(platform.settings.get().helpdesk).toEqual({
    kind: 'remote',
    url: 'https://a.example.com',
    others: ['https://c.example.com'],
    id: SAMPLE_HELLO.id,
  });
});

test('the helpdesk on this computer shows its steps, and a way on when it fails', async () => {
  const { platform } = await renderApp({ signedIn: false, settings: { helpdesk: null } });
  let settle: (result: { ok: false; error: 'failed' }) => void = () => undefined;
  platform.world.startResult = new Promise((resolve) => {
    settle = resolve;
  });
  await act(async () => screen.getByRole('button', { name: /On this computer/ }).click());
  act(() => platform.world.emit('helpdesk.changed', { state: 'seeding' }));
  expect(screen.getByText('Adding the sample data').getAttribute('aria-current')).toBe('step');
  await act(async () => settle({ ok: false, error: 'failed' }));
  expect(screen.getByRole('alert').textContent).toContain('could not be started');
  expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
});

test('addresses as people type them', () => {
  expect(normaliseAddress(' help.example.com/ ')).toBe('https://help.example.com');
  expect(normaliseAddress('http://10.0.0.5:4600/desk/?x=1#y')).toBe('http://10.0.0.5:4600/desk');
  expect(normaliseAddress('localhost:4600')).toBe('http://localhost:4600');
  for (const wrong of ['', 'not an address', 'ftp://x', 'javascript:alert(1)', 'https://user:pw@x'])
    expect(normaliseAddress(wrong)).toBeNull();
});
