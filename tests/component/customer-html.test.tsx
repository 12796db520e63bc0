// @vitest-environment node
import path from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build } from 'vite';
import type { SafeHtml, SanitiseOptions } from '#renderer/features/ticket/sanitise-html.ts';
import { chromiumPath, sandboxFlags } from '#tests/support/chromium.ts';

declare function sanitiseHtml(hostile: string, options?: SanitiseOptions): SafeHtml;
declare function letterPage(safeHtml: string): string;

/** Each must come out without anything that acts, asks or loads. */
const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)><script>alert(1)</script></svg>',
  '<svg><image href="https://evil.example/x"/><a xlink:href="javascript:alert(1)">x</a></svg>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="JaVaScRiPt&#58;alert(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<iframe src="https://evil.example"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<object data="https://evil.example"></object><embed src="https://evil.example">',
  '<form action="https://evil.example"><input name=password><button>Go</button></form>',
  '<meta http-equiv="refresh" content="0;url=https://evil.example">',
  '<base href="https://evil.example/">',
  '<link rel=stylesheet href="https://evil.example/x.css">',
  '<style>body{background:url(https://evil.example/x)}</style>',
  '<div style="background:url(https://evil.example/x)">x</div>',
  '<div style="background:u\\72l(https://evil.example/x)">x</div>',
  '<div style="background-image:image-set(\'https://evil.example/x\' 1x)">x</div>',
  '<table background="https://evil.example/x"><tr><td>x</td></tr></table>',
  '<img srcset="https://evil.example/x 2x" src="https://evil.example/y">',
  '<video src="https://evil.example/x" poster="https://evil.example/y"></video>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=alert(1)&gt;"></mglyph></table></mtext></math>',
  '<a href="https://good.example" onclick="alert(1)" target="_top" ping="https://evil.example">x</a>',
  '<template><img src=x onerror=alert(1)></template>',
  '<p id="root" name="desk" class="x" contenteditable autofocus>x</p>',
];

/*
 * In a real browser: the parser that an attacker meets, and the frame that stands behind the sanitiser.
 */
describe('customer HTML is made harmless', () => {
  let browser: Browser;
  let page: Page;
  const asked: string[] = [];

  beforeAll(async () => {
    const bundled = await build({
      configFile: false,
      logLevel: 'error',
      build: {
        write: false,
        lib: {
          entry: path.join(import.meta.dirname, '../support/letter-entry.ts'),
          formats: ['iife'],
          name: 'letter',
        },
      },
    });
    const output = Array.isArray(bundled) ? bundled[0] : bundled;
    if (output === undefined || !('output' in output)) throw new Error('The sanitiser was not bundled');
    browser = await chromium.launch({ executablePath: chromiumPath(), args: [...sandboxFlags()] });
    page = await browser.newPage();
    page.on('dialog', (dialog) => {
      asked.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    // What gets past the page's own policies and would go out to the network.
    await page.route('**', (route) => {
      asked.push(route.request().url());
      return route.abort();
    });
    await page.addScriptTag({ content: output.output[0].code });
  }, 120_000);
  afterAll(() => browser.close());

  const sanitise = (hostile: string) => page.evaluate((html) => sanitiseHtml(html), hostile);

  test.each(HOSTILE)('%s', async (hostile) => {
    const { html } = await sanitise(`<p>before</p>${hostile}<p>after</p>`);
    expect(html).not.toMatch(
      /<(script|svg|math|iframe|object|embed|form|input|button|meta|base|link|style|video|template)\b/i,
    );
    expect(html).not.toMatch(/\son\w+\s*=/i);
    expect(html).not.toMatch(
      /\s(href|src|srcset|background|poster|action|target|ping|id|name|class|contenteditable)\s*=\s*"?(?!address")/i,
    );
    expect(html).not.toMatch(/evil\.example|javascript:/i);
    expect(html).toContain('before');
    expect(html).toContain('after');
  });

  test('in its frame even an unsanitised letter runs, asks and loads nothing', async () => {
    asked.length = 0;
    await page.evaluate(
      async (html) => {
        const frame = document.createElement('iframe');
        frame.setAttribute('sandbox', 'allow-same-origin');
        frame.srcdoc = letterPage(html);
        const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
        document.body.append(frame);
        await loaded;
        frame.contentDocument?.querySelector('form')?.requestSubmit();
      },
      HOSTILE.filter((each) => !each.includes('refresh')).join('\n'),
    );
    expect(asked).toEqual([]);
  });

  test('remote pictures are counted, pictures inside the letter stay', async () => {
    const inline = pngOf(40, 30);
    const { html, blocked } = await sanitise(
      `<img src="https://t.example/a.gif"><img src="//t.example/b.png" alt="logo"><img src="${inline}"><img src="data:image/svg+xml,x">`,
    );
    expect(blocked).toBe(3);
    expect(html).toContain(inline);
    expect(html).toContain('logo');
    expect(html).not.toContain('t.example');
  });

  test('a picture inside the letter that would take too much memory is left out, and so are many together', async () => {
    const { html } = await sanitise(
      `<img src="${pngOf(10_000, 10_000)}" alt="bomb"><img src="${pngOf(6_000, 6_000)}"><img src="${pngOf(6_000, 6_001)}" alt="one too many"><img src="data:image/png;base64,AAAA" alt="none">`,
    );
    expect(html).toContain(pngOf(6_000, 6_000));
    expect(html.match(/<img/g)).toHaveLength(1);
    for (const instead of ['bomb', 'one too many', 'none']) expect(html).toContain(instead);
  });

  test('a picture that is here stands where the letter has it; nobody else can name one', async () => {
    const { html, remote } = await page.evaluate(() =>
      sanitiseHtml(
        '<p><img src="cid:a@b" alt="here"></p><img src="cid:c@d" alt="not here"><img src="http://t.example/x"><b data-vakhta-picture="cid:a@b">x</b>',
        { pictures: new Map([['cid:a@b', 'blob:here']]) },
      ),
    );
    expect(html).toContain('<p><img alt="here" src="blob:here"></p>');
    expect(html.match(/<img/g)).toHaveLength(1);
    expect(html).toContain('not here');
    expect(html).not.toContain('data-vakhta');
    expect(remote).toEqual(['http://t.example/x']);
  });

  test.each([
    [
      'Gmail',
      '<div>words</div><div class="gmail_quote gmail_quote_container">On … wrote:<blockquote>theirs</blockquote></div>',
    ],
    ['Apple Mail', '<div>words</div><blockquote type="cite">theirs</blockquote>'],
    [
      'Outlook on the web',
      '<div>words</div><hr><div id="divRplyFwdMsg"><b>From:</b> Anna</div><div>theirs</div>',
    ],
    [
      'Outlook, Russian',
      '<p>words</p><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p><b>От:</b> Анна<br><b>Отправлено:</b> 12 мая<br><b>Кому:</b> Иван<br><b>Тема:</b> RE: x</p></div><p>theirs</p>',
    ],
    [
      'Yandex',
      '<div>words</div><div>12.05.2026, 10:15, "Анна" &lt;a@b.example&gt;:</div><blockquote>theirs</blockquote>',
    ],
    [
      'Mail.ru',
      '<div>words</div><blockquote><div>theirs</div></blockquote>'.replace(
        '<blockquote>',
        'Вторник, 12 мая 2026, 10:15 +03:00 от Анна &lt;a@b.example&gt;:<blockquote>',
      ),
    ],
    [
      'Thunderbird',
      '<p>words</p><div class="moz-cite-prefix">12.05.2026 10:15, Анна пишет:</div><blockquote type="cite">theirs</blockquote>',
    ],
  ])('what is quoted is folded, and nothing else: %s', async (_program, letter) => {
    const said = await page.evaluate((hostile) => {
      const { html } = sanitiseHtml(hostile, { foldLabel: 'Quoted' });
      const { body } = new DOMParser().parseFromString(html, 'text/html');
      const folds = [...body.querySelectorAll('details')];
      const folded = folds.map((fold) => fold.textContent).join(' ');
      for (const fold of folds) fold.remove();
      return { folded, open: body.textContent };
    }, letter);
    expect(said.folded).toContain('theirs');
    expect(said.open).toContain('words');
    expect(said.open).not.toContain('theirs');
  });

  test('a letter that only quotes is not folded', async () => {
    const { html } = await page.evaluate(() =>
      sanitiseHtml('<blockquote type="cite">theirs</blockquote>', { foldLabel: 'Quoted' }),
    );
    expect(html).not.toContain('<details');
    expect(html).not.toContain('data-vakhta');
  });

  test('a link keeps its true address as data and shows it where the text says something else', async () => {
    const { html } = await sanitise('<a href="https://evil.example/login">https://bank.example</a>');
    expect(html).toContain('data-address="https://evil.example/login"');
    expect(html).toContain('(evil.example)');
    expect(html).not.toContain('href=');
  });
});

/** The beginning of a PNG of a size. */
function pngOf(width: number, height: number): string {
  const bytes = Buffer.alloc(33);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
  bytes.write('IHDR', 12);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return `data:image/png;base64,${bytes.toString('base64')}`;
}
