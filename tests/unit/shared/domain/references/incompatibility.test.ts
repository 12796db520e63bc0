import { describe, expect, it } from 'vitest';
import {
  incompatibilitySchema,
  isIncompatible,
  type Condition,
  type CustomerFacts,
} from '#shared/domain/references/incompatibility.ts';

const xp: readonly Condition[] = [
  { fact: 'os', test: 'is', words: 'Windows XP', version: null },
  { fact: 'os', test: 'is-not', words: 'SP3', version: null },
];
const on = (os: string | null, browser: string | null = null): CustomerFacts => ({
  environment: { os, browser },
  products: [],
});
const fits = (when: readonly Condition[], facts: CustomerFacts) => isIncompatible({ when: [...when] }, facts);

describe('known incompatibilities', () => {
  it('Windows XP without Service Pack 3 does not know SHA-256', () => {
    expect(fits(xp, on('Windows XP SP2'))).toBe(true);
    expect(fits(xp, on('windows  xp'))).toBe(true);
    expect(fits(xp, on('Windows XP SP3'))).toBe(false);
    expect(fits(xp, on('Windows 10'))).toBe(false);
  });

  it('what is not known about a customer meets no condition', () => {
    const notSp3 = xp.slice(1);
    for (const facts of [on(null), on(' '), { environment: null, products: [] }]) {
      expect(fits(xp, facts)).toBe(false);
      expect(fits(notSp3, facts)).toBe(false);
    }
  });

  it('words are found as a whole, not inside of others', () => {
    const os: Condition = { fact: 'os', test: 'is', words: 'Windows 1', version: null };
    expect(fits([os], on('Windows 10'))).toBe(false);
    expect(fits([{ ...os, words: 'Windows 10' }], on('Windows 10 22H2'))).toBe(true);
  });

  it('versions are compared number by number', () => {
    const below = (version: string): Condition => ({
      fact: 'browser',
      test: 'below',
      words: 'Chrome',
      version,
    });
    expect(fits([below('50')], on(null, 'Chrome 49'))).toBe(true);
    expect(fits([below('50')], on(null, 'Chrome 141'))).toBe(false);
    expect(fits([below('4.10')], on(null, 'Chrome 4.9.3'))).toBe(true);
    expect(fits([below('4.2')], on(null, 'Chrome 4.2.0'))).toBe(false);
    expect(fits([{ ...below('4.2'), test: 'from' }], on(null, 'Chrome 4.2'))).toBe(true);
    expect(fits([below('50')], on(null, 'Chrome'))).toBe(false);
  });

  it('products are looked at with their versions', () => {
    const old: Condition = { fact: 'product', test: 'below', words: 'Verstak', version: '4.2' };
    const owner = (version: string | null): CustomerFacts => ({
      environment: null,
      products: [
        { name: 'VD-7', version: '1.9' },
        { name: 'Verstak', version },
      ],
    });
    expect(fits([old], owner('4.1.3'))).toBe(true);
    expect(fits([old], owner('4.2.4'))).toBe(false);
    expect(fits([old], owner(null))).toBe(false);
  });

  it('only addresses of the web are taken as a link', () => {
    const content = {
      when: xp,
      title: { en: 'a', ru: 'а' },
      explanation: { en: 'a', ru: 'а' },
    };
    expect(incompatibilitySchema.safeParse({ ...content, link: 'https://example.com/sp3' }).success).toBe(
      true,
    );
    for (const link of ['javascript:alert(1)', 'file:///etc/passwd', 'sp3'])
      expect(incompatibilitySchema.safeParse({ ...content, link }).success).toBe(false);
  });
});
