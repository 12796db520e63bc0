import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { writeMail, type Mail } from '#renderer/features/ticket/copies/write-mail.ts';

const LETTER: Mail = {
  id: '1234@helpdesk.invalid',
  inReplyTo: '1233@helpdesk.invalid',
  at: Date.UTC(2026, 4, 12, 10, 15, 30),
  from: { name: 'Ольга Вебер, «Автосервис Север» и партнёры', address: 'olga@sever.example' },
  to: { name: 'Lind, Anna "Support"', address: 'anna@help.example' },
  subject: 'Отчёт за октябрь пуст: что делать, если месяц уже закрыт и бухгалтерия ждёт? 🙂',
  text: 'Здравствуйте!\nСтрока.\n.\nFrom the office\n',
  html: '<p>Здравствуйте! <img src="cid:logo@1"></p>',
  files: [
    { name: 'логотип.png', type: 'image/png', bytes: new Uint8Array([1, 2, 3]), contentId: 'logo@1' },
    {
      name: `${'очень длинное имя '.repeat(12)}"(1).csv`,
      type: 'text/csv',
      bytes: new Uint8Array(100_000).map((_, at) => at % 251),
      contentId: null,
    },
  ],
  extra: { 'X-Vakhta-Ticket': '1041' },
};

describe('an e-mail file', () => {
  test('is read by an independent parser as it was meant', async () => {
    const mail = await PostalMime.parse(writeMail(LETTER));
    expect(mail.from).toMatchObject(LETTER.from);
    expect(mail.to?.[0]).toMatchObject(LETTER.to);
    expect(mail.subject).toBe(LETTER.subject);
    expect(new Date(mail.date ?? '').getTime()).toBe(LETTER.at);
    expect(mail.messageId).toBe('<1234@helpdesk.invalid>');
    expect(mail.inReplyTo).toBe('<1233@helpdesk.invalid>');
    expect(mail.text?.replace(/\r\n/g, '\n')).toContain(LETTER.text.trim());
    expect(mail.html).toContain('<img src="cid:logo@1">');
    const [inside, beside] = mail.attachments;
    expect(inside).toMatchObject({ filename: 'логотип.png', contentId: '<logo@1>', disposition: 'inline' });
    expect(beside).toMatchObject({ filename: LETTER.files[1]?.name, disposition: 'attachment' });
    expect(new Uint8Array(beside?.content as ArrayBuffer)).toEqual(LETTER.files[1]?.bytes);
  });

  test('keeps to the length of lines, plain ASCII and CRLF', () => {
    const lines = writeMail(LETTER).split('\r\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(78);
    expect(lines.every((line) => /^[\t\x20-\x7e]*$/.test(line))).toBe(true);
  });

  test('what a customer has typed cannot begin a header', async () => {
    const text = writeMail({ ...LETTER, subject: 'x\r\nBcc: thief@evil.example', html: null, files: [] });
    const mail = await PostalMime.parse(text);
    expect(mail.bcc ?? []).toEqual([]);
    expect(mail.subject).toBe('x Bcc: thief@evil.example');
    expect(mail.text?.trim().replace(/\r\n/g, '\n')).toBe(LETTER.text.trim());
  });
});
