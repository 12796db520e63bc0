import { describe, expect, it } from 'vitest';
import { findTicketLink, parseExternalUrl, parseTicketLink } from '#main/services/links/parse-links.ts';

const ID = '01890f3e-7b7a-7cc2-98c4-dc0c0c07398f';

describe('vakhta:// links', () => {
  it.each([
    [`vakhta://ticket/${ID}`, ID],
    [`VAKHTA://ticket/${ID.toUpperCase()}`, ID],
    ['vakhta://ticket/1042', '1042'],
    ['vakhta://ticket/1042/', '1042'],
  ])('%s names a ticket', (link, ticket) => {
    expect(parseTicketLink(link)).toBe(ticket);
  });

  it.each([
    'vakhta://ticket/',
    'vakhta://ticket/../settings',
    'vakhta://ticket/1042?x=1',
    'vakhta://ticket/1042#x',
    'vakhta://ticket/12345678901234',
    'vakhta://run/1042',
    'vakhta:ticket/1042',
    ' vakhta://ticket/1',
    'https://ticket/1042',
    '--inspect',
  ])('%s names none', (link) => {
    expect(parseTicketLink(link)).toBeNull();
  });

  it('is found among the arguments of a second start', () => {
    expect(findTicketLink(['--allow-file-access', '.', 'vakhta://ticket/7', 'vakhta://ticket/8'])).toBe('7');
    expect(findTicketLink(['.', '--flag'])).toBeNull();
  });
});

describe('addresses for the system', () => {
  it.each([
    ['https://example.org/a?b=c', 'https://example.org/a?b=c'],
    ['http://example.org', 'http://example.org/'],
    ['mailto:a@example.org', 'mailto:a@example.org'],
  ])('%s may be opened', (text, url) => {
    expect(parseExternalUrl(text)).toBe(url);
  });

  it.each([
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://host/share',
    'ms-msdt:/id',
    'app://vakhta/',
    'https://bank.example@evil.example/',
    '\\\\host\\share',
    'example.org',
    '',
    `https://example.org/${'a'.repeat(9000)}`,
  ])('%.40s may not', (text) => {
    expect(parseExternalUrl(text)).toBeNull();
  });
});
