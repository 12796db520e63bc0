import { describe, expect, it } from 'vitest';
import type { KyselyPlugin } from 'kysely';
import { createAttempts } from '#helpdesk/desk/attempts.ts';
import { deactivatePerson, setPassword } from '#helpdesk/desk/people.ts';
import { createSessions } from '#helpdesk/desk/sessions.ts';
import type { Storage } from '#helpdesk/storage/storage.ts';
import { err } from '#shared/base/result.ts';
import { hashPassword, isPassword } from '#helpdesk/storage/password.ts';
import { contentDisposition } from '#helpdesk/http/content-disposition.ts';
import type { EpochMs } from '#shared/base/brand.ts';
import { bootHelpdesk, CHEAP } from '#tests/support/helpdesk.ts';

describe('passwords', () => {
  it('fit their hash and no other, each with its own salt', async () => {
    const [one, two] = await Promise.all([hashPassword('пароль', CHEAP), hashPassword('пароль', CHEAP)]);
    expect(one).not.toBe(two);
    expect(await isPassword('пароль', one)).toBe(true);
    expect(await isPassword('Пароль', one)).toBe(false);
    expect(await isPassword('пароль', 'nonsense')).toBe(false);
  });

  it('are hashed at the cost that OWASP asks for', async () => {
    expect(await hashPassword('x')).toMatch(/^scrypt\$17\$8\$1\$/);
  });
});

describe('attempts', () => {
  it('close after so many failures, open with the time, and forget after a success', async () => {
    const host = await bootHelpdesk();
    let now = 1_000_000 as EpochMs;
    const at = (ms: number) => (now = (1_000_000 + ms) as EpochMs);
    const { db } = host.storage;
    const attempts = createAttempts({ db, clock: { now: () => now } }, 'sign-in login', {
      failures: 2,
      withinMs: 1_000,
    });
    expect(await attempts.count('a')).toBe(0);
    expect(await attempts.waitMs('a')).toBe(0);
    at(400);
    expect(await attempts.count('a')).toBe(0);
    expect(await attempts.waitMs('a')).toBe(600);
    // A closed door does not count: it opens at its time however often it is knocked at.
    expect(await attempts.count('a')).toBe(600);
    expect(await attempts.waitMs('b')).toBe(0);
    at(-5_000);
    expect(await attempts.waitMs('a')).toBe(1_000);
    at(1_000);
    expect(await attempts.waitMs('a')).toBe(0);
    expect(await attempts.count('a')).toBe(0);
    await attempts.succeeded('a');
    expect(await attempts.count('a')).toBe(0);
    expect(await attempts.waitMs('a')).toBe(0);
    // What was typed is not kept: somebody types his password as a login.
    expect(JSON.stringify(await db.selectFrom('attempt').selectAll().execute())).not.toContain('"a"');
    await host.close();
  });
});

describe('a sign-in under way with the old password', () => {
  it.each([
    ['a new password is given', (storage: Storage) => setPassword(storage, 'anna', 'another horse', CHEAP)],
    ['the person is let in no more', (storage: Storage) => deactivatePerson(storage, 'anna')],
  ])('does not get in when %s meanwhile', async (_, change) => {
    const { storage, people, close } = await bootHelpdesk();
    let done = false;
    // Between reading the account and everything that comes after it.
    const afterAccount: KyselyPlugin = {
      transformQuery: ({ node }) => node,
      async transformResult({ result }) {
        if (!done) {
          done = true;
          expect((await change(storage)).ok).toBe(true);
        }
        return result;
      },
    };
    const { login, password } = people.anna;
    const sessions = createSessions({ ...storage, db: storage.db.withPlugin(afterAccount) }, CHEAP);
    expect(await sessions.signIn({ login, password, device: 'Laptop' })).toEqual(err('wrong-credentials'));
    expect(done).toBe(true);
    expect(await storage.db.selectFrom('device').select('id').execute()).toEqual([]);
    await close();
  });
});

describe('contentDisposition', () => {
  it('never lets a name out of its place', () => {
    expect(contentDisposition('отчёт "1".pdf')).toBe(
      `attachment; filename="_____ _1_.pdf"; filename*=UTF-8''${encodeURIComponent('отчёт "1".pdf')}`,
    );
    expect(contentDisposition('\ud800.txt')).toContain("filename*=UTF-8''_.txt");
  });
});
