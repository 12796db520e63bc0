import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOMParser as ModelParser } from 'prosemirror-model';
import { describe, expect, test } from 'vitest';
import { richTextSchema } from '#shared/domain/rich-text/rich-text.ts';
import { cleanPastedHtml, hasWords } from '#renderer/features/composer/editor/clean-html.ts';
import { REPLY_SCHEMA } from '#renderer/features/composer/editor/schema.ts';
import { readDoc } from '#renderer/features/composer/editor/words.ts';

const PAGES = join(import.meta.dirname, '../fixtures/paste');

/** What is left of a page in the model. */
function paste(html: string) {
  const { body } = new DOMParser().parseFromString(cleanPastedHtml(html), 'text/html');
  const words = readDoc(ModelParser.fromSchema(REPLY_SCHEMA).parse(body));
  return { ...words, json: JSON.stringify(words.rich) };
}
const page = (name: string) => paste(readFileSync(join(PAGES, `${name}.html`), 'utf8'));

/** Lines without the empty ones. */
const lines = (text: string) => text.split('\n').filter((line) => line.trim() !== '');

test('of Word: lists are lists, numbers go on, the dress is gone', () => {
  const { text, rich, json } = page('word');
  expect(lines(text)).toEqual([
    'Установка драйвера',
    'Скачайте драйвер 4.2.3 и закройте программу.',
    '- отключите ключ;',
    '  - и кабель;',
    '- запустите установку.',
    '3. Перезагрузите',
    '4. Проверьте',
    'Подробнее: инструкция <https://verstak.example/install>',
  ]);
  expect(json).toContain('{"type":"text","marks":[{"type":"bold"}],"text":"драйвер 4.2.3"}');
  expect(json).not.toMatch(/underline|Mso|supportLists|скрыто/);
  expect(richTextSchema.safeParse(rich).success).toBe(true);
});

test('of Outlook: paragraphs are lines, its empty one is an empty line, a table is lines', () => {
  const { text, json } = page('outlook');
  expect(text).toContain('Hi Anna,\n\nthe report is still empty, see it@weber.example.');
  expect(text).toContain('Version | 4.2.2\nSystem | Windows 11\nFrom: Olga');
  expect(json).toContain('"href":"mailto:it@weber.example"');
  expect(json).toContain('underline');
});

test('of Google Docs: what is bold is what looks bold, and lists in lists stay so', () => {
  const { text, json } = page('google-docs');
  expect(lines(text)).toEqual(['Steps', 'Bold and italic gone', '- one', '  - inner', '- two']);
  expect(json).toContain('{"type":"text","marks":[{"type":"bold"}],"text":"Bold"}');
  expect(json.match(/"bold"/g)).toHaveLength(1);
  expect(json).toContain('"strike"');
});

test('of the web: room between paragraphs is an empty line, nothing is fetched', () => {
  const { text, json } = page('web');
  expect(text).toContain('First, read the manual and the FAQ <https://verstak.example/faq>.\n\nThen run:');
  expect(text).toContain('sudo update\nreboot\n> It worked for me.\nA line in a box\nand another');
  expect(text).toContain('3. three\n4. four now');
  expect(json).not.toMatch(/relative|tracker|cdn|onclick/);
});

test('hostile: nothing runs, nothing is fetched, only words are left', () => {
  const { text, rich, json } = page('hostile');
  expect('hit' in window).toBe(false);
  expect(lines(text)[0]).toBe('Hello');
  expect(text).toContain('click me now');
  expect(text).toContain('over everything');
  expect(json ?? '').not.toMatch(/script|evil|javascript|onerror|position/);
  if (rich !== undefined) expect(richTextSchema.safeParse(rich).success).toBe(true);
});

describe('HTML beside a picture on the clipboard', () => {
  test('that says nothing else leaves the picture', () => {
    expect(hasWords('<meta charset="utf-8"><img src="https://example.com/a.png">')).toBe(false);
    expect(hasWords('')).toBe(false);
  });
  test('that has words is what is meant: Word puts a picture of the words beside them', () => {
    expect(hasWords(readFileSync(join(PAGES, 'word.html'), 'utf8'))).toBe(true);
  });
});
