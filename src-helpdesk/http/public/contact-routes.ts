import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import type { Environment } from '#shared/domain/customers/environment.ts';
import type { Queue } from '#shared/domain/queues/queue.ts';
import { asConversationSecret, newConversationSecret } from '../../desk/customer-side/conversation-secret.ts';
import { browserEnvironment, pageWithoutQuery } from './browser-environment.ts';
import { CONTACT_LIMITS, contactPage, type ContactValues } from './contact-page.ts';
import { fileSentence, type Problems } from './form-parts.ts';
import { plainPage } from './layout.ts';
import { addressKey, languageOf, secure, sendPage, sendTooMany, type PageContext } from './page-context.ts';
import { openKept } from './open-kept.ts';
import { readForm, type ReceivedForm } from './read-form.ts';
import { textsOf, type Texts } from './texts.ts';

const EMPTY: ContactValues = {
  name: '',
  email: '',
  company: '',
  phone: '',
  topic: '',
  subject: '',
  message: '',
};

/** One `@`, a name before it and a domain with a dot after it; whether it exists only a letter could tell. */
const EMAIL = /^[^\s@<>"(),;:\\]+@[^\s@<>"(),;:\\.]+(\.[^\s@<>"(),;:\\.]+)+$/;

/** `GET` and `POST /contact`: the form for everybody, in Russian and English, with or without scripts. */
export function addContactRoutes(app: FastifyInstance, context: PageContext): void {
  const { desk } = context;

  app.get('/contact', { config: { access: 'customer' } }, async (request, reply) => {
    const carried = { page: pageWithoutQuery(request.headers.referer) ?? '', screen: '' };
    return show(request, reply, 200, {
      key: newConversationSecret(),
      environment: browserEnvironment(request.headers, carried),
      values: EMPTY,
    });
  });

  app.post('/contact', { config: { access: 'customer' } }, async (request, reply) => {
    const language = languageOf(request);
    const t = textsOf(language);
    const { name: helpdesk } = await desk.findTeam();
    const base = { language, helpdesk, path: '/contact' };
    const address = addressKey(request);
    // Reading it keeps its files, so what is read is counted too, before anybody knows what it is.
    const waitMs = (await context.contacts.waitMs(address)) || (await context.contactForms.count(address));
    if (waitMs > 0) return sendTooMany(request, reply, { ...base, waitMs });

    const form = await readForm(request, desk.keepFile);
    if (!form.ok) return sendUnreadable(request, reply, base, form.error);
    const received = form.value;
    const key = asConversationSecret(received.text('key')) ?? newConversationSecret();
    const environment = browserEnvironment(request.headers, {
      page: received.text('page'),
      screen: received.text('screen'),
    });
    const values = valuesOf(received);
    const kept = openKept(context.kept, key, received);
    const problems = problemsOf(t, values, received, kept.forgotten);
    const again = (
      nextKey: string,
      alert: string,
      status = 422,
      change: { readonly files?: readonly Attachment[]; readonly problems?: Problems } = {},
    ): Promise<FastifyReply> => {
      const page = { key: nextKey, environment, values, files: kept.files, alert, problems, ...change };
      return show(request, reply, status, page);
    };

    if (received.text('website') !== '') return again(key, t.problems.robot);
    if (Object.keys(problems).length > 0) return again(key, t.problems.some);

    const lateMs = await context.contacts.count(address);
    if (lateMs > 0) return sendTooMany(request, reply, { ...base, waitMs: lateMs });
    const stored = await desk.receiveContact({
      secret: key,
      name: values.name,
      email: values.email,
      phone: values.phone === '' ? null : values.phone,
      company: values.company === '' ? null : values.company,
      queueId: (values.topic === '' ? null : values.topic) as Queue['id'] | null,
      subject: values.subject,
      text: values.message,
      attachments: kept.files,
      language,
      environment,
    });
    if (stored.ok) return secure(reply).redirect(`/chat/${key}?lang=${language}`, 303);
    switch (stored.error) {
      case 'already-sent':
        return again(newConversationSecret(), t.problems.alreadySent, 409);
      case 'files-gone':
        return again(key, t.problems.some, 422, {
          files: [],
          problems: { files: [t.problems.fileForgotten] },
        });
      case 'not-ready':
        return sendPage(reply, 503, plainPage({ ...base, title: t.notReadyTitle, text: t.notReady }));
    }
  });

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    page: {
      readonly key: string;
      readonly environment: Environment;
      readonly values: ContactValues;
      readonly files?: readonly Attachment[];
      readonly alert?: string;
      readonly problems?: Problems;
    },
  ): Promise<FastifyReply> {
    const language = languageOf(request);
    const { name: helpdesk, queues } = await desk.findTeam();
    if (queues.length === 0) {
      const t = textsOf(language);
      const text = { title: t.notReadyTitle, text: t.notReady };
      return sendPage(reply, 503, plainPage({ language, helpdesk, path: '/contact', ...text }));
    }
    return sendPage(
      reply,
      status,
      contactPage({
        language,
        helpdesk,
        queues,
        key: page.key,
        environment: page.environment,
        values: page.values,
        kept: (page.files ?? []).map((file) => ({ file, seal: context.kept.seal(page.key, file) })),
        alert: page.alert ?? null,
        problems: page.problems ?? {},
      }),
    );
  }
}

/** The page for a body that is not this form, or far too large. */
export function sendUnreadable(
  request: FastifyRequest,
  reply: FastifyReply,
  page: { readonly language: 'ru' | 'en'; readonly helpdesk: string; readonly path: string },
  error: 'not-a-form' | 'too-large',
): FastifyReply {
  const t = textsOf(page.language);
  const link = { href: `${page.path}?lang=${page.language}`, text: t.toContact };
  if (error === 'not-a-form') {
    return sendPage(reply, 415, plainPage({ ...page, title: t.notAFormTitle, text: t.notAForm, link }));
  }
  // Not read to its end: the connection cannot be used for anything else.
  reply.header('connection', 'close');
  request.raw.resume();
  return sendPage(reply, 413, plainPage({ ...page, title: t.tooLargeTitle, text: t.tooLarge }));
}

function valuesOf(form: ReceivedForm): ContactValues {
  const line = (name: keyof ContactValues): string =>
    form
      .text(name)
      .replace(/\p{Cc}+/gu, ' ')
      .trim();
  return {
    name: line('name'),
    email: line('email'),
    company: line('company'),
    phone: line('phone'),
    topic: /^[0-9a-f-]{36}$/.test(line('topic')) ? line('topic') : '',
    subject: line('subject'),
    message: form.text('message').trim(),
  };
}

function problemsOf(t: Texts, values: ContactValues, form: ReceivedForm, forgotten: boolean): Problems {
  const problems: Record<string, string[]> = {};
  const add = (field: string, sentence: string): void => {
    problems[field] = [...(problems[field] ?? []), sentence];
  };
  if (values.name === '') add('name', t.problems.name);
  if (!EMAIL.test(values.email)) add('email', t.problems.email);
  if (values.subject === '') add('subject', t.problems.subject);
  if (values.message === '') add('message', t.problems.message);
  for (const [field, most] of Object.entries(CONTACT_LIMITS)) {
    if (values[field as keyof ContactValues].length > most) add(field, t.problems.tooLong(most));
  }
  for (const problem of form.fileProblems) add('files', fileSentence(t, problem));
  if (forgotten) add('files', t.problems.fileForgotten);
  return problems;
}
