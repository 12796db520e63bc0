import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PARTNER_FIELDS, type PartnerField } from '#shared/domain/references/partner.ts';
import { composeLetter, withheldIn } from '#shared/domain/tickets/partner-letter.ts';
import { holds } from '#tests/support/oracle-settings.ts';

/** A value of each field that is in no other one, and in no letter by chance. */
const SECRETS: Readonly<Record<PartnerField, string>> = {
  subject: 'zqsubject',
  question: 'zqquestion',
  words: 'zqwords',
  name: 'zqname',
  company: 'zqcompany',
  email: 'zqmail@example.com',
  phone: '+79001234567',
  environment: 'zqsystem',
  products: 'zqproduct',
};

const scene = fc.record({
  fields: fc.subarray([...PARTNER_FIELDS]),
  language: fc.constantFrom('ru' as const, 'en' as const),
  /** What the customer and the operator mention in their own words. */
  mentioned: fc.subarray(['name', 'company', 'email', 'phone'] as const),
  around: fc.constantFrom(' ', '\n', ', ', '. ', '('),
});

describe('the letter to a partner', () => {
  it('says what is allowed, and a field that is not allowed is nowhere in it', () => {
    holds('nowhere in it', 500, scene, (given) => {
      const { fields, language, mentioned, around } = given;
      const mention = mentioned.map((field) => around + SECRETS[field].toUpperCase() + around).join('');
      const customer = {
        name: SECRETS.name,
        email: SECRETS.email,
        phone: SECRETS.phone,
        company: SECRETS.company,
        products: [{ name: SECRETS.products, version: null }],
      };
      const facts = {
        ticket: {
          number: 1,
          subject: SECRETS.subject + mention,
          environment: { os: SECRETS.environment, browser: null, language: null, page: null, screen: null },
          customerName: SECRETS.name,
        },
        customer,
        questions: [SECRETS.question + mention, mention],
        words: SECRETS.words + mention,
        until: '1',
        from: 'Operator',
      };
      const { letter, passed } = composeLetter({ language, fields }, facts);
      const text = `${letter.subject}\n${letter.text}`.toLowerCase();
      expect(PARTNER_FIELDS.filter((field) => text.includes(SECRETS[field]))).toEqual(fields);
      expect(PARTNER_FIELDS.filter((field) => passed.includes(field))).toEqual(fields);
      expect(withheldIn(letter, fields, facts)).toEqual([]);
    });
  });
});
