import { describe, expect, test } from 'vitest';
import { pretends, shownAddress, shownHost, shownTarget } from '#renderer/features/ticket/link-address.ts';

describe('the address of a link', () => {
  test('a host in letters that look like others is shown in Punycode', () => {
    // The first letter is Cyrillic.
    expect(shownTarget('https://аpple.com/x')).toBe('xn--pple-43d.com');
    expect(shownAddress('https://аpple.com/x')).toBe('https://xn--pple-43d.com/x');
    // All Cyrillic, but under a Latin ending.
    expect(shownHost(new URL('https://сбербанк.com').host)).toMatch(/^xn--/);
    expect(shownHost('xn--mnchen-3ya.de')).toBe('xn--mnchen-3ya.de');
  });

  test('a host wholly in Cyrillic is shown in letters', () => {
    expect(shownTarget('https://пример.рф/путь')).toBe('пример.рф');
  });

  test('a name before the host does not hide it', () => {
    expect(shownAddress('https://bank.example@evil.example/x')).toBe('https://evil.example/x');
  });

  test.each([
    ['https://bank.example', 'https://evil.example/login'],
    ['bank.example/login', 'https://evil.example/bank.example/login'],
    ['www.bank.example', 'https://bank.example.evil.example'],
    ['support@bank.example', 'mailto:thief@evil.example'],
    ['bank.exa\u200bmple', 'https://evil.example'],
    ['apple.com', 'https://аpple.com'],
  ])('%s pretends, leading to %s', (text, address) => expect(pretends(text, address)).toBe(true));

  test.each([
    ['Sign in here', 'https://evil.example'],
    ['https://bank.example/', 'https://www.bank.example/login'],
    ['www.bank.example', 'https://bank.example'],
    ['пример.рф', 'https://xn--e1afmkfd.xn--p1ai/'],
    ['a@bank.example', 'mailto:a@bank.example'],
    ['invoice 4.2', 'https://bank.example'],
  ])('%s does not, leading to %s', (text, address) => expect(pretends(text, address)).toBe(false));
});
