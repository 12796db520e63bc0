import type { Environment } from '#shared/domain/customers/environment.ts';
import type { Queue } from '#shared/domain/queues/queue.ts';
import { described, filesField, problemOf, type Problems, type SealedFile } from './form-parts.ts';
import { html, type Html } from './html.ts';
import { layout } from './layout.ts';
import type { PageLanguage } from './page-language.ts';
import { textsOf } from './texts.ts';

/** What stands in the fields. */
export interface ContactValues {
  readonly name: string;
  readonly email: string;
  readonly company: string;
  readonly phone: string;
  readonly topic: string;
  readonly subject: string;
  readonly message: string;
}

/** Longest text of each field, in UTF-16 units. */
export const CONTACT_LIMITS: Readonly<Record<keyof ContactValues, number>> = {
  name: 200,
  email: 320,
  company: 200,
  phone: 50,
  topic: 36,
  subject: 300,
  message: 20_000,
};

export interface ContactPage {
  readonly language: PageLanguage;
  readonly helpdesk: string;
  readonly queues: readonly Queue[];
  /** Makes sending this form twice sending it once. */
  readonly key: string;
  readonly environment: Environment;
  readonly values: ContactValues;
  readonly kept: readonly SealedFile[];
  /** Above the form. */
  readonly alert: string | null;
  readonly problems: Problems;
}

/** The contact form. Everything the customer has typed stands in it again when it could not be accepted. */
export function contactPage(page: ContactPage): string {
  const { language, values, problems, environment, queues } = page;
  const t = textsOf(language);
  const input = (
    name: 'name' | 'email' | 'company' | 'phone' | 'subject',
    label: string,
    options: { type?: string; autocomplete?: string; required?: boolean; hint?: string },
  ): Html =>
    html`<div class="field">
      <label for="${name}"
        >${label}${options.required ? null : html` <span class="opt">${t.optional}</span>`}</label
      >
      <input
        id="${name}"
        name="${name}"
        type="${options.type ?? 'text'}"
        value="${values[name]}"
        maxlength="${CONTACT_LIMITS[name]}"
        ${options.required ? html` required` : null}${options.autocomplete === undefined ? null : html` autocomplete="${options.autocomplete}"`}${described(name, problems, options.hint !== undefined)}
      />
      ${options.hint === undefined ? null : html`<p class="hint" id="${name}-hint">${options.hint}</p>`}
      ${problemOf(name, problems)}
    </div>`;
  const fact = (label: string, value: string | null, mark: Html | null = null): Html =>
    html`<dt>${label}</dt><dd${mark}>${value ?? t.storedNothing}</dd>`;

  const main = html`<h1>${t.title}</h1>
    <p class="lead">${t.lead}</p>
    ${page.alert === null ? null : html`<p class="alert" role="alert">${page.alert}</p>`}
    <form
      class="card"
      method="post"
      action="/contact?lang=${language}"
      enctype="multipart/form-data"
      data-contact
    >
      <input type="hidden" name="key" value="${page.key}" />
      <input type="hidden" name="page" value="${environment.page ?? ''}" />
      <input type="hidden" name="screen" value="${environment.screen ?? ''}" />
      <div class="trap" aria-hidden="true">
        <span>${t.leaveEmpty}</span><input name="website" tabindex="-1" autocomplete="off" />
      </div>
      <div class="pair">
        ${input('name', t.name, { autocomplete: 'name', required: true })}
        ${input('email', t.email, { type: 'email', autocomplete: 'email', required: true, hint: t.emailHint })}
        ${input('company', t.company, { autocomplete: 'organization' })}
        ${input('phone', t.phone, { type: 'tel', autocomplete: 'tel' })}
      </div>
      ${
        queues.length < 2
          ? null
          : html`<div class="field">
              <label for="topic">${t.topic}</label>
              <select id="topic" name="topic">
                <option value="">${t.topicUnsure}</option>
                ${queues.map(
                  (queue) =>
                    html`<option value="${queue.id}" ${queue.id === values.topic ? html` selected` : null}>
                      ${queue.name}
                    </option>`,
                )}
              </select>
            </div>`
      }
      ${input('subject', t.subject, { required: true })}
      <div class="field">
        <label for="message">${t.message}</label>
        <textarea
          id="message"
          name="message"
          required
          maxlength="${CONTACT_LIMITS.message}"
          ${described('message', problems, true)}
        >
${values.message}</textarea>
        <p class="hint" id="message-hint">${t.messageHint}</p>
        ${problemOf('message', problems)}
      </div>
      ${filesField(t, problems, page.kept)}
      <button class="send" type="submit">${t.send}</button>
    </form>
    <section class="card stored" aria-labelledby="stored">
      <h2 id="stored">${t.storedTitle}</h2>
      <p>${t.storedLead}</p>
      <dl>
        ${fact(t.storedSystem, environment.os)} ${fact(t.storedBrowser, environment.browser)}
        ${fact(t.storedLanguage, environment.language)} ${fact(t.storedPage, environment.page)}
        ${fact(t.storedScreen, environment.screen, html` data-screen`)}
      </dl>
      <p>${t.storedWhy}</p>
    </section>`;
  return layout({ language, title: t.title, helpdesk: page.helpdesk, path: '/contact', main });
}
