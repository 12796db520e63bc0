import { createHash } from 'node:crypto';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import { isPicture } from '#shared/domain/attachments/picture.ts';
import { picturesIn } from '#shared/domain/rich-text/look-into.ts';
import type { Conversation, ConversationEntry } from '../../desk/customer-side/find-conversation.ts';
import { described, filesField, problemOf, type Problems, type SealedFile } from './form-parts.ts';
import { html, richHtml, withLinks, type Html } from './html.ts';
import { layout } from './layout.ts';
import type { PageLanguage } from './page-language.ts';
import { textsOf, type Texts } from './texts.ts';

const LOCALES: Readonly<Record<PageLanguage, string>> = { ru: 'ru-RU', en: 'en-GB' };

/** Longest text of an answer, in UTF-16 units. */
export const ANSWER_LIMIT = 20_000;

export interface ChatPage {
  readonly language: PageLanguage;
  readonly helpdesk: string;
  /** Address of the page, without query: ends with the secret. */
  readonly path: string;
  readonly conversation: Conversation;
  /** Makes sending this form twice sending it once. */
  readonly key: string;
  readonly text: string;
  readonly kept: readonly SealedFile[];
  readonly alert: string | null;
  readonly problems: Problems;
}

/** What the customer sees of the conversation, and a mark that changes with it. */
function conversationPart(
  conversation: Conversation,
  path: string,
  language: PageLanguage,
): { readonly body: Html; readonly etag: string } {
  const t = textsOf(language);
  const body = html`${conversation.entries.map((entry) => entryPart(entry, path, language, t))}`;
  const hash = createHash('sha256')
    .update(`${conversation.status}\n${body.markup}`)
    .digest('base64url')
    .slice(0, 22);
  return { body, etag: `"${hash}"` };
}

/** The mark of the page's content (RFC 9110, 8.8.3): a page that shows the same has the same. */
export function chatEtag({
  conversation,
  path,
  language,
}: Pick<ChatPage, 'conversation' | 'path' | 'language'>): string {
  return conversationPart(conversation, path, language).etag;
}

/** The customer's own conversation. */
export function chatPage(page: ChatPage): string {
  const { language, conversation, problems, path } = page;
  const t = textsOf(language);
  const { body, etag } = conversationPart(conversation, path, language);
  const main = html`<p class="sub"><span>${t.yourQuestion(conversation.number)}</span></p>
    <h1>${conversation.subject}</h1>
    <p class="state ${conversation.status}" data-state role="status">${t.states[conversation.status]}</p>
    <p class="note">${t.bookmark}</p>
    <section aria-label="${t.conversation}">
      <div class="log" role="log" aria-live="polite" data-etag="${etag}">${body}</div>
    </section>
    <p class="live" data-live role="status">${t.noScript}</p>
    <div data-problems="all">
      ${page.alert === null ? null : html`<p class="alert" role="alert">${page.alert}</p>`}
    </div>
    <form
      class="card short"
      id="answer"
      method="post"
      action="${path}?lang=${language}"
      enctype="multipart/form-data"
      data-answer
    >
      <input type="hidden" name="key" value="${page.key}" />
      <div class="field">
        <label for="text">${t.answer}</label>
        <textarea id="text" name="text" maxlength="${ANSWER_LIMIT}" ${described('text', problems, true)}>
${page.text}</textarea>
        <p class="hint" id="text-hint">${t.answerHint}</p>
        ${problemOf('text', problems)}
      </div>
      ${filesField(t, problems, page.kept)}
      <button class="send" type="submit">${t.send}</button>
    </form>
    <p class="foot"><a href="/contact?lang=${language}">${t.toAnother}</a></p>`;
  return layout({ language, title: conversation.subject, helpdesk: page.helpdesk, path, main });
}

function entryPart(entry: ConversationEntry, path: string, language: PageLanguage, t: Texts): Html {
  const at = new Date(entry.at);
  const isTeam = entry.from === 'team';
  // What stands in the text is not listed again.
  const inside = picturesIn(entry.rich ?? undefined);
  const files = entry.attachments.filter((file) => !(isPicture(file.type) && inside.has(file.sha256)));
  return html` <article class="${entry.from}" id="m-${entry.id}" aria-labelledby="a-${entry.id}">
    <header id="a-${entry.id}">
      <b>${entry.authorName}</b> <span>${isTeam ? t.support : t.you}</span>
      <time datetime="${at.toISOString()}"
        >${at.toLocaleString(LOCALES[language], { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })}
        UTC</time
      >
    </header>
    ${wordsPart(entry, path)}
    ${
      files.length === 0
        ? null
        : html`<ul class="files">
            ${files.map((file) => filePart(file, path, t))}
          </ul>`
    }
    ${entry.signature === null ? null : html`<div class="text sign">${withLinks(entry.signature)}</div>`}
  </article>`;
}

/** The words: those with form as the same HTML that a mail has, the pictures from this conversation's own files. */
function wordsPart(entry: ConversationEntry, path: string): Html | null {
  const { text, rich, attachments } = entry;
  if (rich === null) {
    if (text === '') return null;
    return html`<div class="text">${entry.from === 'team' ? withLinks(text) : text}</div>`;
  }
  const shown = new Set(attachments.filter((file) => isPicture(file.type)).map((file) => file.sha256));
  const markup = richHtml(rich, {
    styles: 'none',
    sourceOf: ({ sha256 }) => (shown.has(sha256) ? `${path}/files/${sha256}` : null),
  });
  return html`<div class="rich">${markup}</div>`;
}

function filePart(file: Attachment, path: string, t: Texts): Html {
  const address = `${path}/files/${file.sha256}`;
  return isPicture(file.type)
    ? html`<li>
        <a href="${address}" target="_blank" rel="noopener"
          ><img src="${address}" alt="${file.name}" loading="lazy"
        /></a>
      </li>`
    : html`<li>
        <a href="${address}" download="${file.name}">${file.name}</a> <small>${t.bytes(file.size)}</small>
      </li>`;
}
