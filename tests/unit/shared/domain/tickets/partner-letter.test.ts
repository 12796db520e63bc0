import { describe, expect, it } from 'vitest';
import { customerId } from '#tests/support/oracle-things.ts';
import {
  composeLetter,
  mailtoOf,
  withheldIn,
  type LetterFacts,
} from '#shared/domain/tickets/partner-letter.ts';

const FACTS: LetterFacts = {
  ticket: {
    number: 12,
    subject: 'The till of Anna Berg does not print',
    environment: { os: 'Windows 11', browser: 'Firefox 140', language: 'en', page: null, screen: null },
    customerName: 'Anna Berg',
  },
  customer: {
    name: 'Anna Berg',
    email: 'anna@berg.example',
    phone: '+7 900 123-45-67',
    company: 'Berg Motors',
    products: [{ name: 'Till', version: '4.2' }],
  },
  questions: ['It does not print.\nCall me: 7 (900) 1234567.', 'Anna'],
  words: 'Please look at the driver.',
  until: '1 May 2026',
  from: 'Dmitry',
};

describe('the letter to a partner', () => {
  it('says what the partner may see, in its language, and lists it', () => {
    const { letter, passed } = composeLetter(
      { language: 'en', fields: ['question', 'words', 'company', 'products'] },
      FACTS,
    );
    expect(passed).toEqual(['words', 'question', 'company', 'products']);
    expect(letter.subject).toBe('Request 12');
    expect(letter.text).toBe(
      [
        'Hello,',
        '',
        'please help us with a request of our customer.',
        '',
        'Please look at the driver.',
        '',
        'What the customer wrote:',
        '',
        '> It does not print.',
        '> Call me: [not passed on].',
        '> ',
        '> [not passed on]',
        '',
        'Company: Berg Motors',
        'Products: Till 4.2',
        '',
        'We expect your answer by 1 May 2026.',
        '',
        'Dmitry',
      ].join('\n'),
    );
    const russian = composeLetter({ language: 'ru', fields: ['subject', 'name', 'environment'] }, FACTS);
    expect(russian.letter.subject).toBe('Обращение 12: The till of Anna Berg does not print');
    expect(russian.letter.text).toContain('Клиент: Anna Berg\nОкружение: Windows 11, Firefox 140');
  });

  it('withholds names with signs in them', () => {
    const name = 'Ann-Kathrin (Kiki) O’Neil';
    const { letter } = composeLetter(
      { language: 'en', fields: ['question'] },
      {
        ...FACTS,
        ticket: { ...FACTS.ticket, customerName: name },
        customer: null,
        questions: [`It stands still. ${name}`],
      },
    );
    for (const part of ['Ann-Kathrin', 'Kiki', 'O’Neil']) expect(letter.text).not.toContain(part);
  });

  it('withholds what a customer was called and where he was reached before he was merged', () => {
    const other = { name: 'A. Hill', email: 'hill@home.example', phone: '+7 911 765-43-21' };
    const merged = [{ ...other, id: customerId(2), took: [], products: [] }];
    const { letter } = composeLetter(
      { language: 'en', fields: ['question'] },
      {
        ...FACTS,
        ...(FACTS.customer !== null && { customer: { ...FACTS.customer, merged } }),
        questions: ['Write to hill@home.example, or call 79117654321. A. Hill'],
      },
    );
    expect(letter.text).toContain('> Write to [not passed on], or call [not passed on]. [not passed on]');
  });

  it('of what is not known nothing is said', () => {
    const { letter, passed } = composeLetter(
      { language: 'en', fields: ['question', 'words', 'email', 'phone', 'name', 'products', 'environment'] },
      { ...FACTS, customer: null, questions: [], words: ' ', ticket: { ...FACTS.ticket, environment: null } },
    );
    expect(passed).toEqual(['name']);
    expect(letter.text).not.toMatch(/E-mail|Phone|wrote/);
  });

  it('what somebody has typed into it although it is withheld is found', () => {
    const letter = { subject: 'Request 12', text: 'Ask ANNA, or 8: 79001234567' };
    expect(withheldIn(letter, ['company'], FACTS)).toEqual(['name', 'phone']);
    expect(withheldIn(letter, ['name', 'phone'], FACTS)).toEqual([]);
    expect(withheldIn({ subject: 'A', text: 'Annabel' }, [], FACTS)).toEqual([]);
  });

  it('whatever signs a name has, it is masked', () => {
    const named = { ...FACTS.ticket, customerName: 'Auto-Servis (A/B) [C] $1.^' };
    const facts = { ...FACTS, ticket: named, customer: null, questions: ['auto-servis (a/b) [c] $1.^'] };
    const { text } = composeLetter({ language: 'en', fields: ['question'] }, facts).letter;
    expect(text).toContain('> [not passed on]');
    expect(text.toLowerCase()).not.toContain('servis');
  });

  it('opens in a mail program, unless it is too long', () => {
    expect(mailtoOf('help@example.com', { subject: 'A & B', text: 'one\ntwo' })).toBe(
      'mailto:help@example.com?subject=A%20%26%20B&body=one%0D%0Atwo',
    );
    expect(mailtoOf('help@example.com', { subject: 'A', text: 'я'.repeat(400) })).toBeNull();
  });
});
