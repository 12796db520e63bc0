import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import PostalMime from 'postal-mime';
import { Agent } from 'undici';
import { extractText, getDocumentProxy } from 'unpdf';
import { createFetchPicture } from '#helpdesk/desk/remote-picture.ts';
import { countPrints } from '#tests/support/count-prints.ts';
import { expect, test } from '#tests/support/fixtures.ts';
import { openLetterDesk, type SaidHere } from '#tests/support/letter-desk.ts';

const picture = (name: string) =>
  readFile(join(import.meta.dirname, `../../src-helpdesk/seed/captures/${name}.png`));

/** Takes what the window offers to save, instead of the system's dialog. */
async function takeSaved(
  page: Page,
): Promise<() => Promise<{ readonly name: string; readonly bytes: Buffer }>> {
  await page.evaluate(() => {
    const blobs = new Map<string, Blob>();
    const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (content) => {
      const url = make(content);
      if (content instanceof Blob) blobs.set(url, content);
      return url;
    };
    const click = HTMLElement.prototype.click;
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      if (this.download === '') return click.call(this);
      Object.assign(window, { saved: { name: this.download, blob: blobs.get(this.href) } });
    };
  });
  return async () => {
    await page.waitForFunction(() => 'saved' in window, null, { timeout: 60_000 });
    const { name, base64 } = await page.evaluate(async () => {
      const { saved } = window as unknown as { saved: { name: string; blob: Blob } };
      Reflect.deleteProperty(window, 'saved');
      const bytes = new Uint8Array(await saved.blob.arrayBuffer());
      let text = '';
      for (const byte of bytes) text += String.fromCharCode(byte);
      return { name: saved.name, base64: btoa(text) };
    });
    return { name, bytes: Buffer.from(base64, 'base64') };
  };
}

test('[T1] a conversation of 3,000 entries: only what is near exists, every one can be reached by key and by words', async ({
  host,
}) => {
  const said: SaidHere[] = Array.from({ length: 3_000 }, (_, n) => ({
    author: n % 3 === 0 ? 'Olga Weber' : 'Anna Lind',
    kind: n % 10 === 9 ? 'event' : n % 3 === 0 ? 'customer' : 'reply',
    text: n === 1_501 ? 'The needle in the haystack' : `Entry ${n}`,
    ...(n % 60 === 0 ? { html: `<p>Letter ${n}</p>${'<p>line</p>'.repeat(n % 7)}` } : {}),
    ago: (3_000 - n) * 10 * 60_000,
  }));
  const { desk, close } = await openLetterDesk(host, {}, ({ addTicket }) => addTicket('Long story', said));
  try {
    const { page, conversation } = desk;
    await desk.view('All');
    await desk.open('Long story');
    const articles = conversation.getByRole('article');
    await expect(articles.last()).toContainText('Entry 2998');
    await expect(articles.last()).toBeInViewport();
    const nodes = () => conversation.evaluate((region) => region.querySelectorAll('*').length);
    expect(await nodes()).toBeLessThan(1_500);

    // Through it by keys; the focus goes along.
    await conversation.focus();
    await page.keyboard.press('Alt+ArrowUp');
    await expect(page.locator('article:focus')).toContainText('Entry 2998');
    await page.keyboard.press('Alt+ArrowUp');
    await expect(page.locator('article:focus')).toContainText('Entry 2997');
    await page.keyboard.press('Alt+Home');
    await expect(page.locator('article:focus')).toHaveAttribute('aria-posinset', '2');
    await expect(articles.first()).toBeInViewport();
    await page.keyboard.press('Alt+ArrowDown');
    await expect(page.locator('article:focus')).toContainText('Entry 1');
    expect(await nodes()).toBeLessThan(1_500);

    // By words, where nothing is rendered.
    await page.keyboard.press('Control+KeyF');
    const words = page.getByRole('searchbox', { name: 'Words in this conversation' });
    await words.fill('needle');
    await expect(page.getByText('1 of 1')).toBeVisible();
    await expect(articles.filter({ hasText: 'The needle in the haystack' })).toBeInViewport();
    expect(await nodes()).toBeLessThan(1_500);
    await words.press('Escape');
    await expect(words).toBeHidden();
    await expect(conversation).toBeFocused();
    await page.keyboard.press('Alt+End');
    await expect(articles.last()).toContainText('Entry 2998');
  } finally {
    await close();
  }
});

test('[T1] quoted text is folded and unfolds for words in it; pictures stand where they stood and are gone through; links tell where they lead', async ({
  host,
}) => {
  const { desk, close } = await openLetterDesk(host, {}, async ({ addTicket, addFile }) => {
    const inside = await addFile('inside.png', await picture('licence-en'), 'p1@mail');
    const one = await addFile('one.png', await picture('codes-en'));
    const two = await addFile('two.png', await picture('report-en'));
    await addTicket('Letters', [
      {
        text: 'It works now.\n\nOn Mon, 4 May 2026 at 10:00, Anna Lind wrote:\n> Please try the blue button.',
      },
      {
        html: '<p>See: <img src="cid:p1@mail" alt="capture"></p><p><a href="https://evil.example/x">www.bank.example</a></p><div class="gmail_quote">On Monday Anna wrote:<blockquote>quoted secret</blockquote></div>',
        attachments: [inside, one],
      },
      { attachments: [two], text: 'And one more.' },
    ]);
  });
  try {
    const { page, conversation } = desk;
    await desk.view('All');
    await desk.open('Letters');
    await expect(conversation).toContainText('It works now.');
    const quoted = conversation.locator('details').first();
    await expect(quoted).toContainText('Please try the blue button.');
    await expect(quoted).not.toHaveAttribute('open');
    await conversation.locator('summary[aria-label="Quoted text"]').first().click();
    await expect(quoted).toHaveAttribute('open');
    await conversation.locator('summary[aria-label="Quoted text"]').first().click();
    await expect(quoted).not.toHaveAttribute('open');

    const letter = conversation.frameLocator('iframe').first();
    await expect(letter.getByText('quoted secret')).toBeHidden();
    await letter.locator('summary').click();
    await expect(letter.getByText('quoted secret')).toBeVisible();
    await letter.locator('summary').click();
    await expect(letter.locator('img')).toHaveJSProperty('complete', true);
    expect(
      await letter.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth),
    ).toBeGreaterThan(100);
    await expect(conversation.getByRole('button', { name: 'View inside.png' })).toHaveCount(0);

    // Words that are folded.
    await conversation.focus();
    await page.keyboard.press('Control+KeyF');
    await page.getByRole('searchbox', { name: 'Words in this conversation' }).fill('blue button');
    await expect(quoted).toHaveAttribute('open');
    await page.keyboard.press('Escape');

    // A link that pretends.
    await letter.getByRole('link').click();
    const doubt = page.getByRole('dialog', { name: 'This link leads elsewhere than it says' });
    await expect(doubt).toContainText('https://evil.example/x');
    await doubt.getByRole('button', { name: 'Cancel' }).click();
    await expect(doubt).toBeHidden();

    // All pictures of the ticket, one after the other.
    await conversation.getByRole('button', { name: 'View one.png' }).click();
    const viewer = page.getByRole('dialog');
    await expect(viewer).toContainText('2');
    await expect(viewer.getByRole('img', { name: 'one.png' })).toBeVisible();
    await page.keyboard.press('ArrowRight');
    await expect(viewer.getByRole('img', { name: 'two.png' })).toBeVisible();
    await page.keyboard.press('Home');
    await expect(viewer.getByRole('img', { name: 'inside.png' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(viewer).toBeHidden();
  } finally {
    await close();
  }
});

test('[T1] pictures from outside come only when they are asked for, by the helpdesk, once or always for a sender', async ({
  host,
}) => {
  const png = await picture('codes-en');
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end(png);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const outside = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fetchPicture = createFetchPicture({
    dispatcher: new Agent(),
    isAllowed: ({ origin }) => origin === outside,
  });
  const letter = (n: number) => ({
    html: `<p>Letter ${n}</p><img src="${outside}/open.gif?m=${n}" alt="logo">`,
  });
  const { desk, close } = await openLetterDesk(host, { fetchPicture }, async ({ addTicket }) => {
    await addTicket('Sender', [letter(1), letter(2)]);
  });
  try {
    const { page, conversation } = desk;
    const direct: string[] = [];
    page.on('request', (request) => {
      if (request.url().startsWith(outside)) direct.push(request.url());
    });
    await desk.view('All');
    await desk.open('Sender');
    const first = conversation.getByRole('article').first();
    const shown = first.frameLocator('iframe').locator('img');
    await expect(first).toContainText('1 remote picture blocked');
    expect(asked).toEqual([]);
    await first.getByRole('button', { name: 'Show once' }).click();
    await expect(shown).toBeVisible();
    expect(asked).toEqual(['/open.gif?m=1']);
    await expect(conversation.getByRole('article').last()).toContainText('1 remote picture blocked');

    await conversation.getByRole('button', { name: 'Always for Sender' }).click();
    await expect(conversation.getByText('remote picture blocked')).toHaveCount(0);
    await expect(
      conversation.getByRole('article').last().frameLocator('iframe').locator('img'),
    ).toBeVisible();

    await desk.go('Settings');
    const senders = page.getByRole('region', { name: 'Pictures in letters' });
    await senders.getByRole('button', { name: 'Ask again for Sender' }).click();
    await expect(senders.getByRole('button')).toHaveCount(0);
    const before = asked.length;
    await desk.go('Queue');
    await desk.open('Sender');
    await expect(conversation.getByText('remote picture blocked')).toHaveCount(2);
    expect(asked).toHaveLength(before);
    expect(direct).toEqual([]);
  } finally {
    await close();
    server.closeAllConnections();
    server.close();
  }
});

test('[T1] a ticket is printed whole, and saved as e-mail files and, where the host can, as PDF; notes only if they are asked for', async ({
  host,
}) => {
  const log = Buffer.from('09:12 nothing\n');
  const said: SaidHere[] = [
    { text: 'The report is empty.', html: '<p>The <b>report</b> is empty.</p>' },
    { kind: 'reply', author: 'Anna Lind', text: 'Попробуйте обновить программу.' },
    { kind: 'note', author: 'Anna Lind', text: 'Internal remark' },
    ...Array.from({ length: 100 }, (_, n) => ({ text: `Further line ${n}` })),
  ];
  const { desk, close } = await openLetterDesk(host, {}, async ({ addTicket, addFile }) => {
    const file = await addFile('журнал.log', log);
    await addTicket('Отчёт пуст', [{ ...said[0], attachments: [file] }, ...said.slice(1)]);
  });
  try {
    const { page, conversation } = desk;
    const saved = await takeSaved(page);
    const prints = await countPrints(page);
    await desk.view('All');
    await desk.open('Отчёт пуст');
    await expect(conversation).toContainText('Further line 99');

    await conversation.focus();
    await page.keyboard.press('Control+KeyP');
    const sheet = page.frameLocator('iframe[title="Ticket for printing"]');
    await expect(sheet.locator('article')).toHaveCount(102);
    await expect(sheet.locator('body')).toContainText('The report is empty.');
    await expect(sheet.locator('body')).not.toContainText('Internal remark');
    await expect.poll(prints).toBe(1);

    await page.keyboard.press('Control+KeyS');
    const dialog = page.getByRole('dialog', { name: 'Save the ticket' });
    await dialog.getByRole('radio', { name: /EML/ }).check();
    await dialog.getByRole('button', { name: 'Save' }).click();
    const zip = await saved();
    expect(zip.name).toMatch(/Отчёт пуст\.zip$/);
    const files = unzipSync(zip.bytes);
    const names = Object.keys(files).toSorted();
    expect(names).toHaveLength(102);
    const first = await PostalMime.parse(files[names[0] ?? ''] ?? '');
    expect(first.subject).toBe('Отчёт пуст');
    expect(first.from?.address).toBe('customer@letters.example');
    expect(first.html).toContain('<b>report</b>');
    expect(first.text).toContain('The report is empty.');
    expect(first.attachments[0]).toMatchObject({ filename: 'журнал.log' });
    expect(Buffer.from(first.attachments[0]?.content as ArrayBuffer)).toEqual(log);
    const all = await Promise.all(names.map((name) => PostalMime.parse(files[name] ?? '')));
    expect(all.some(({ text }) => text?.includes('Internal remark'))).toBe(false);
    expect(all[1]?.text).toContain('Попробуйте обновить программу.');

    if (host === 'desktop') {
      await page.keyboard.press('Control+KeyS');
      await dialog.getByRole('radio', { name: /PDF/ }).check();
      await dialog.getByRole('checkbox', { name: /With internal notes/ }).check();
      await dialog.getByRole('button', { name: 'Save' }).click();
      const pdf = await saved();
      expect(pdf.name).toMatch(/\.pdf$/);
      const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf.bytes)), {
        mergePages: true,
      });
      for (const words of ['Попробуйте обновить программу.', 'Internal remark', 'Further line 99'])
        expect(text).toContain(words);
    } else {
      await page.keyboard.press('Control+KeyS');
      await expect(dialog.getByRole('radio', { name: /Save as PDF/ })).toBeVisible();
      await page.keyboard.press('Escape');
    }
  } finally {
    await close();
  }
});
