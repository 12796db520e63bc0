import { describe, expect, test } from 'vitest';
import type { Sha256 } from '#shared/base/brand.ts';
import { toEmailHtml } from '#shared/domain/rich-text/email-html.ts';
import { isLinkAddress, readAddress, splitAddresses } from '#shared/domain/rich-text/link-address.ts';
import { isPlain, isSameRich, joinWords, misfit, picturesIn } from '#shared/domain/rich-text/look-into.ts';
import type { Block, Inline, RichText } from '#shared/domain/rich-text/nodes.ts';
import { toPlainText } from '#shared/domain/rich-text/plain-text.ts';
import { MAX_DEPTH, MAX_TEXT_CHARS, richTextSchema } from '#shared/domain/rich-text/rich-text.ts';

const say = (text: string, ...marks: ('bold' | 'italic' | 'code')[]): Inline => ({
  type: 'text',
  text,
  ...(marks.length > 0 && { marks: marks.map((type) => ({ type })) }),
});
const link = (text: string, href: string): Inline => ({
  type: 'text',
  text,
  marks: [{ type: 'link', attrs: { href } }],
});
const p = (...content: Inline[]): Block => ({ type: 'paragraph', ...(content.length > 0 && { content }) });
const item = (...content: Block[]) => ({ type: 'listItem' as const, content });
const doc = (...content: Block[]): RichText => ({ type: 'doc', content });
const SHA = 'c1'.repeat(32) as Sha256;
const picture: Inline = { type: 'image', attrs: { sha256: SHA, alt: 'screen.png' } };
const file = { sha256: SHA, name: 'screen.png', type: 'image/png', size: 5 };

const LETTER = doc(
  p(say('Hello, '), say('Anna', 'bold'), say('!')),
  p(),
  { type: 'bulletList', content: [item(p(say('first'))), item(p(say('second')), p(say('more of it')))] },
  {
    type: 'orderedList',
    attrs: { start: 9 },
    content: [
      item(p(say('nine'))),
      item(p(say('ten')), { type: 'bulletList', content: [item(p(say('x')))] }),
    ],
  },
  { type: 'blockquote', content: [p(say('you wrote')), p(), p(say('this'))] },
  p(
    say('See '),
    link('the manual', 'https://example.com/m'),
    say(' or '),
    link('https://example.com', 'https://example.com/'),
  ),
  p(picture),
);

test('the plain part is what one would type', () => {
  expect(toPlainText(LETTER)).toBe(
    [
      'Hello, Anna!',
      '',
      '- first',
      '- second',
      '  more of it',
      '9. nine',
      '10. ten',
      '    - x',
      '> you wrote',
      '>',
      '> this',
      'See the manual <https://example.com/m> or https://example.com',
      '[screen.png]',
    ].join('\n'),
  );
});

test('the mail is dressed by styles on its elements and finds pictures by cid', () => {
  const html = toEmailHtml(LETTER, { styles: 'inline', sourceOf: ({ sha256 }) => `cid:${sha256}` });
  expect(html).toContain('<strong>Anna</strong>');
  expect(html).toContain('start="9"');
  expect(html).toMatch(/<blockquote style="[^"]+"><p style="[^"]+">you wrote<\/p>/);
  expect(html).toContain(`src="cid:${SHA}" alt="screen.png"`);
  expect(html).not.toMatch(/<table|class=/);
  const bare = toEmailHtml(LETTER, { styles: 'none', sourceOf: () => null });
  expect(bare).not.toContain('style=');
  expect(bare).toContain('[screen.png]');
});

test('an address in a text is a link, but not one in code, and the end of a sentence is no part of it', () => {
  const html = toEmailHtml(
    doc(p(say('Go to https://a.example/x?y=1&z. Or '), say('https://b.example', 'code'))),
    {
      styles: 'none',
      sourceOf: () => null,
    },
  );
  expect(html).toContain('<a href="https://a.example/x?y=1&amp;z" ');
  expect(html).toContain('<code>https://b.example</code>');
  expect(splitAddresses('(https://a.example/b)').map((part) => part.text)).toEqual([
    '(',
    'https://a.example/b',
    ')',
  ]);
});

describe('a link', () => {
  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' https://example.com',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox',
    'file:///etc/passwd',
    'https:example.com',
    'https://',
    'https:///evil',
    'https://exa mple.com',
    'https://example.com/"onclick="x',
    'https://example.com/<script>',
    'https://example.com/\u202egnp.exe',
    'https://example.com\\@evil.example',
    '//example.com',
    '/chat/secret',
    'mailto:',
    'mailto:?subject=x',
    '#',
    '',
  ])('does not lead to %j', (href) => {
    expect(isLinkAddress(href)).toBe(false);
    expect(richTextSchema.safeParse(doc(p(link('x', href)))).success).toBe(false);
    const smuggled = toEmailHtml(doc(p(link('x', href))), { styles: 'none', sourceOf: () => null });
    expect(smuggled).toBe('<p>x</p>');
  });

  test.each([
    'https://example.com',
    'http://пример.рф/путь?а=б',
    'mailto:anna@example.com',
    'https://[::1]:80/x',
  ])('leads to %j', (href) => {
    expect(richTextSchema.safeParse(doc(p(link('x', href)))).success).toBe(true);
  });

  test.each([
    ['example.com/a', 'https://example.com/a'],
    ['example.com:8080', 'https://example.com:8080'],
    ['anna@example.com', 'mailto:anna@example.com'],
    [' https://example.com ', 'https://example.com'],
    ['javascript:alert(1)', null],
    ['just words', null],
    ['file:///x', null],
  ])('typed as %j means %j', (typed, meant) => {
    expect(readAddress(typed)).toBe(meant);
  });
});

describe('what is not in the model is refused', () => {
  const bad = (content: unknown) =>
    expect(richTextSchema.safeParse({ type: 'doc', content }).success).toBe(false);

  test('unknown blocks, marks and levels', () => {
    bad([{ type: 'html', text: '<b>' }]);
    bad([{ type: 'paragraph', content: [{ type: 'text', text: 'x', marks: [{ type: 'style' }] }] }]);
    bad([{ type: 'heading', attrs: { level: 7 } }]);
    bad([{ type: 'paragraph', content: [{ type: 'image', attrs: { src: 'https://evil.example/x.png' } }] }]);
    bad([]);
  });

  test('more than the schema says is dropped, never kept', () => {
    const parsed = richTextSchema.parse({
      type: 'doc',
      onclick: 'x',
      content: [{ type: 'paragraph', style: 'x', content: [{ type: 'text', text: 'x', html: '<b>' }] }],
    });
    expect(parsed).toEqual(doc(p(say('x'))));
  });

  test('too deep, too long, too many addresses', () => {
    let block: Block = p(say('x'));
    for (let depth = 0; depth < MAX_DEPTH; depth += 1) block = { type: 'blockquote', content: [block] };
    expect(richTextSchema.safeParse(doc(block)).success).toBe(true);
    bad([{ type: 'blockquote', content: [block] }]);
    bad([p(say('x'.repeat(MAX_TEXT_CHARS))), p(say('y'))]);
    const long = `https://example.com/${'a'.repeat(1_900)}`;
    bad([p(...Array.from({ length: 300 }, (_, n) => link(`${n}`, long)))]);
  });

  test('signs that no database takes are gone', () => {
    expect(richTextSchema.parse(doc(p(say('a\0b\ud800'))))).toEqual(doc(p(say('ab\ufffd'))));
  });
});

test('words that are only lines need no form', () => {
  expect(isPlain(doc(p(say('a')), p(), p(say('b'), { type: 'hardBreak' })))).toBe(true);
  expect(isPlain(doc(p(say('a', 'bold'))))).toBe(false);
  expect(isPlain(doc(p(picture)))).toBe(false);
});

test('the order in which fields were written down makes no other form', () => {
  const a = doc(p({ type: 'text', text: 'a', marks: [{ type: 'bold' }] }));
  const b = doc(p({ marks: [{ type: 'bold' }], text: 'a', type: 'text' }));
  expect(isSameRich(a, b)).toBe(true);
  expect(isSameRich(a, doc(p(say('a'))))).toBe(false);
  expect(isSameRich(a, undefined)).toBe(false);
  expect(isSameRich(undefined, undefined)).toBe(true);
});

test('two texts become one; only where one has form the whole has', () => {
  expect(joinWords({ text: 'a' }, { text: 'b' })).toEqual({ text: 'a\n\nb' });
  const rich = doc(p(say('b', 'bold')));
  const joined = joinWords({ text: 'a' }, { text: 'b', rich });
  expect(joined.text).toBe('a\n\nb');
  expect(joined.rich).toEqual(doc(p(say('a')), p(), p(say('b', 'bold'))));
});

test('pictures must be among the files, and colleagues are named in notes only', () => {
  const rich = doc(p(picture));
  expect([...picturesIn(rich)]).toEqual([SHA]);
  expect(misfit('reply', { text: '', rich, attachments: [] })).toBe('unknown-picture');
  expect(misfit('reply', { text: '', rich, attachments: [file] })).toBeNull();
  const mention = doc(
    p({
      type: 'mention',
      attrs: { personId: '01900000-0000-7000-8000-000000000001' as never, name: 'Anna' },
    }),
  );
  expect(misfit('reply', { text: '@Anna', rich: mention, attachments: [] })).toBe('mention-in-reply');
  expect(misfit('note', { text: '@Anna', rich: mention, attachments: [] })).toBeNull();
});
