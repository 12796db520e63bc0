import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileCheck } from '#shared/base/compile-check.ts';
import { toEmailHtml } from '#shared/domain/rich-text/email-html.ts';
import { isPlain } from '#shared/domain/rich-text/look-into.ts';
import { fromPlainText, toPlainText } from '#shared/domain/rich-text/plain-text.ts';
import { richTextSchema } from '#shared/domain/rich-text/rich-text.ts';
import { richTexts } from '#tests/support/rich-text-arbitraries.ts';

const RUNS = { numRuns: 2_000 };
const MAIL = { styles: 'inline', sourceOf: ({ sha256 }: { sha256: string }) => `cid:${sha256}` } as const;

/** What an element of the mail may be: nothing else is ever opened. */
const ELEMENT =
  /<(?:\/(?:p|h3|h4|ul|ol|li|blockquote|pre|code|a|s|u|em|strong)|br|(?:s|u|em|strong)|(?:p|h3|h4|ul|ol|li|blockquote|pre|code) style="[a-z0-9#%:;,. -]+"(?: start="\d+")?|img style="[^"<>]+" src="cid:[0-9a-f]{64}" alt="[^"<>]*"|a href="(?:https?:\/\/|mailto:)[^"<>\s]*" target="_blank" rel="noopener noreferrer nofollow")>/giu;

test('a plain text is the same text after it has been a document', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const rich = fromPlainText(text);
      expect(isPlain(rich)).toBe(true);
      expect(toPlainText(rich)).toBe(text.replace(/\r\n?/g, '\n'));
    }),
    RUNS,
  );
});

test('what is written down as JSON is read back as it was, quickly too', () => {
  const check = compileCheck(richTextSchema);
  fc.assert(
    fc.property(richTexts, (rich) => {
      const raw: unknown = JSON.parse(JSON.stringify(rich));
      const parsed = richTextSchema.parse(raw);
      expect(JSON.parse(JSON.stringify(parsed))).toEqual(raw);
      expect(check(raw)).toBe(true);
    }),
    RUNS,
  );
});

test('the HTML holds no element, attribute or address beyond those of the model, whatever the texts say', () => {
  fc.assert(
    fc.property(richTexts, (rich) => {
      const html = toEmailHtml(rich, MAIL);
      const texts = html.replace(ELEMENT, '');
      expect(texts).not.toMatch(/[<>"']/);
      expect(texts.replace(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
    }),
    RUNS,
  );
});

test('every word of the document is in its plain part', () => {
  fc.assert(
    fc.property(richTexts, (rich) => {
      const plain = toPlainText(rich);
      const seen = JSON.stringify(rich).matchAll(/"text":("(?:[^"\\]|\\.)*")/g);
      for (const [, text] of seen) expect(plain).toContain(JSON.parse(text ?? '""') as string);
    }),
    RUNS,
  );
});
