import { describe, expect, it } from 'vitest';
import { textsOf } from '#helpdesk/http/public/texts.ts';

/** All sentences of a language, those made by functions with an example. */
function sentences(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'function') return [String((value as (example: unknown) => string)(5))];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(sentences) : [];
}

describe('texts of the customers’ pages', () => {
  it('are complete in both languages', () => {
    const [en, ru] = [sentences(textsOf('en')), sentences(textsOf('ru'))];
    expect(ru).toHaveLength(en.length);
    for (const text of [...en, ...ru]) expect(text.trim()).not.toBe('');
    const same = ru.filter((text, index) => text === en[index]);
    expect(same).toEqual([]);
  });
});
