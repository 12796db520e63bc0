import { describe, expect, it } from 'vitest';
import { createAttempts } from '#helpdesk/desk/attempts.ts';
import { hashPassword, isPassword } from '#helpdesk/storage/password.ts';
import { contentDisposition } from '#helpdesk/http/content-disposition.ts';
import { CHEAP } from '#tests/support/helpdesk.ts';

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
  it('close after so many failures, open with the time, and forget after a success', () => {
    let now = 0;
    const attempts = createAttempts({ failures: 2, withinMs: 1_000 }, () => now);
    attempts.failed('a');
    expect(attempts.waitMs('a')).toBe(0);
    now = 400;
    attempts.failed('a');
    expect(attempts.waitMs('a')).toBe(600);
    expect(attempts.waitMs('b')).toBe(0);
    now = 1_000;
    expect(attempts.waitMs('a')).toBe(0);
    attempts.failed('a');
    attempts.succeeded('a');
    attempts.failed('a');
    expect(attempts.waitMs('a')).toBe(0);
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
