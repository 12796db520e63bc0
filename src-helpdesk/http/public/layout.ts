import { SCRIPT_ASSET, STYLE_ASSET } from './assets.ts';
import { html, type Html } from './html.ts';
import type { PageLanguage } from './page-language.ts';
import { textsOf } from './texts.ts';

export interface Layout {
  readonly language: PageLanguage;
  /** Of the window. */
  readonly title: string;
  /** Of the team: stands at the top. */
  readonly helpdesk: string;
  /** The page's own address, without query: the other language is the same with `?lang=`. */
  readonly path: string;
  readonly main: Html;
}

/** A whole page. */
export function layout({ language, title, helpdesk, path, main }: Layout): string {
  const t = textsOf(language);
  const other = language === 'ru' ? 'en' : 'ru';
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        <link rel="stylesheet" href="${STYLE_ASSET.path}" />
        <link rel="icon" href="data:," />
        <script src="${SCRIPT_ASSET.path}" defer></script>
      </head>
      <body
        data-say-send="${t.send}"
        data-say-sending="${t.sending}"
        data-say-live="${t.live}"
        data-say-live-lost="${t.liveLost}"
        data-say-not-sent="${t.notSent}"
      >
        <div class="page">
          <div class="top">
            <b>${helpdesk}</b>
            <a href="${path}?lang=${other}" hreflang="${other}" lang="${other}">${t.otherLanguage}</a>
          </div>
          <main>${main}</main>
        </div>
      </body>
    </html> `.markup;
}

/** A page that only says something: what happened, and what to do. */
export function plainPage(
  page: Omit<Layout, 'main'> & {
    readonly text: string;
    readonly link?: { readonly href: string; readonly text: string };
  },
): string {
  const { text, link, ...rest } = page;
  return layout({
    ...rest,
    main: html`<h1>${page.title}</h1>
      <p>${text}</p>
      ${link === undefined ? null : html`<p><a href="${link.href}">${link.text}</a></p>`}`,
  });
}
