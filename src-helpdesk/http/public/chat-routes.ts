import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { messageIdSchema, sha256Schema, type MessageId } from '#shared/base/brand.ts';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import { isPicture } from '#shared/domain/attachments/picture.ts';
import {
  asConversationSecret,
  type ConversationSecret,
} from '../../desk/customer-side/conversation-secret.ts';
import type { Conversation } from '../../desk/customer-side/find-conversation.ts';
import { contentDisposition } from '../content-disposition.ts';
import { sendFile } from '../send-file.ts';
import { ANSWER_LIMIT, chatEtag, chatPage } from './chat-page.ts';
import { sendUnreadable } from './contact-routes.ts';
import { fileSentence, type Problems } from './form-parts.ts';
import { plainPage } from './layout.ts';
import { openKept } from './open-kept.ts';
import { addressKey, languageOf, secure, sendPage, sendTooMany, type PageContext } from './page-context.ts';
import { readForm } from './read-form.ts';
import { textsOf, type Texts } from './texts.ts';

/** Addresses here are secrets: the server's own log never names them. */
const QUIET = { logLevel: 'silent', config: { access: 'customer' } } as const;

type SecretRoute = { Params: { secret: string } };

/** `/chat/<secret>`: the customer's own conversation, its files and the form for answering. */
export function addChatRoutes(app: FastifyInstance, context: PageContext): void {
  const { desk } = context;

  app.get('/chat', QUIET, async (request, reply) => {
    const language = languageOf(request);
    const t = textsOf(language);
    const { name: helpdesk } = await desk.findTeam();
    const link = { href: `/contact?lang=${language}`, text: t.toContact };
    return sendPage(
      reply,
      200,
      plainPage({ language, helpdesk, path: '/chat', title: t.chatTitle, text: t.chatWithout, link }),
    );
  });

  app.get<SecretRoute>('/chat/:secret', QUIET, async (request, reply) => {
    const found = await find(request);
    if (found === null) return sendUnknown(request, reply);
    const language = languageOf(request, found.conversation.language);
    const etag = chatEtag({ conversation: found.conversation, path: found.path, language });
    // A proxy that compresses makes the mark a weak one.
    if (request.headers['if-none-match']?.replace(/^W\//, '') === etag)
      return secure(reply).header('etag', etag).code(304).send();
    reply.header('etag', etag);
    return show(request, reply, 200, found, {
      key: desk.newMessageId(),
      text: '',
      files: [],
      alert: null,
      problems: {},
    });
  });

  app.post<SecretRoute>('/chat/:secret', QUIET, async (request, reply) => {
    const found = await find(request);
    if (found === null) {
      request.raw.resume();
      return sendUnknown(request, reply);
    }
    const language = languageOf(request, found.conversation.language);
    const t = textsOf(language);
    const { name: helpdesk } = await desk.findTeam();
    const base = { language, helpdesk, path: found.path };
    const address = addressKey(request);
    // Reading it keeps its files, so what is read is counted too, before anybody knows what it is.
    const waitMs = (await context.answers.waitMs(address)) || (await context.answerForms.count(address));
    if (waitMs > 0) return sendTooMany(request, reply, { ...base, waitMs });

    const form = await readForm(request, desk.keepFile);
    if (!form.ok) return sendUnreadable(request, reply, base, form.error);
    const received = form.value;
    const key = messageIdSchema.safeParse(received.text('key')).data ?? desk.newMessageId();
    const text = received.text('text').trim();
    const kept = openKept(context.kept, key, received);
    const problems = problemsOf(t, text, kept.files);
    const fileSentences = received.fileProblems.map((problem) => fileSentence(t, problem));
    if (kept.forgotten) fileSentences.push(t.problems.fileForgotten);
    if (fileSentences.length > 0) problems['files'] = fileSentences;
    const again = (
      nextKey: MessageId,
      alert: string,
      status: number,
      change: { readonly files?: readonly Attachment[]; readonly problems?: Problems } = {},
    ): Promise<FastifyReply> =>
      show(request, reply, status, found, {
        key: nextKey,
        text,
        files: kept.files,
        alert,
        problems,
        ...change,
      });

    if (Object.keys(problems).length > 0) return again(key, t.problems.some, 422);
    const lateMs = await context.answers.count(address);
    if (lateMs > 0) return sendTooMany(request, reply, { ...base, waitMs: lateMs });
    const added = await desk.addMessage(found.secret, { id: key, text, attachments: kept.files });
    if (added.ok) return secure(reply).redirect(`${found.path}?lang=${language}`, 303);
    switch (added.error) {
      case 'already-sent':
        return again(desk.newMessageId(), t.problems.alreadySent, 409);
      case 'files-gone':
        return again(key, t.problems.some, 422, {
          files: [],
          problems: { files: [t.problems.fileForgotten] },
        });
      case 'no-such-conversation':
        return sendUnknown(request, reply);
    }
  });

  app.get<{ Params: { secret: string; sha256: string } }>(
    '/chat/:secret/files/:sha256',
    QUIET,
    async (request, reply) => {
      const secret = asConversationSecret(request.params.secret);
      const sha256 = sha256Schema.safeParse(request.params.sha256).data;
      if (secret === null || sha256 === undefined) return sendNoFile(request, reply);
      const file = await desk.findFile(secret, sha256);
      if (file === null) return sendNoFile(request, reply);
      secure(reply);
      // Only what cannot carry a script is shown by the browser; its type is what the bytes are, not what a name says.
      const isShown = isPicture(file.type);
      return sendFile(request, reply, sha256, {
        open: (stretch) => desk.files.open(sha256, stretch),
        type: isShown ? file.type : 'application/octet-stream',
        size: file.size,
        headers: {
          'content-security-policy': "default-src 'none'; sandbox",
          ...(isShown ? {} : { 'content-disposition': contentDisposition(file.name) }),
        },
        onMissing: () => sendNoFile(request, reply),
      });
    },
  );

  interface Found {
    readonly secret: ConversationSecret;
    readonly conversation: Conversation;
    readonly path: string;
  }

  async function find(request: FastifyRequest<SecretRoute>): Promise<Found | null> {
    const secret = asConversationSecret(request.params.secret);
    if (secret === null) return null;
    const conversation = await desk.findConversation(secret);
    return conversation === null ? null : { secret, conversation, path: `/chat/${secret}` };
  }

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    { path, conversation, secret }: Found,
    page: {
      readonly key: MessageId;
      readonly text: string;
      readonly files: readonly Attachment[];
      readonly alert: string | null;
      readonly problems: Problems;
    },
  ): Promise<FastifyReply> {
    const language = languageOf(request, conversation.language);
    const { name: helpdesk } = await desk.findTeam();
    // What has come meanwhile is shown beside the form that could not be sent.
    const current = status === 200 ? conversation : ((await desk.findConversation(secret)) ?? conversation);
    const kept = page.files.map((file) => ({ file, seal: context.kept.seal(page.key, file) }));
    return sendPage(
      reply,
      status,
      chatPage({ ...page, language, helpdesk, path, conversation: current, kept }),
    );
  }

  async function sendUnknown(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const language = languageOf(request);
    const t = textsOf(language);
    const { name: helpdesk } = await desk.findTeam();
    const link = { href: `/contact?lang=${language}`, text: t.toContact };
    const text = { title: t.chatUnknownTitle, text: t.chatUnknown, link };
    return sendPage(reply, 404, plainPage({ language, helpdesk, path: '/chat', ...text }));
  }

  async function sendNoFile(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const language = languageOf(request);
    const t = textsOf(language);
    const { name: helpdesk } = await desk.findTeam();
    return sendPage(
      reply,
      404,
      plainPage({ language, helpdesk, path: '/chat', title: t.noFileTitle, text: t.noFile }),
    );
  }
}

function problemsOf(t: Texts, text: string, files: readonly Attachment[]): Record<string, readonly string[]> {
  if (text === '' && files.length === 0) return { text: [t.problems.answer] };
  return text.length > ANSWER_LIMIT ? { text: [t.problems.tooLong(ANSWER_LIMIT)] } : {};
}
