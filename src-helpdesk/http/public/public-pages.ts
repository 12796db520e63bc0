import multipart from '@fastify/multipart';
import type { FastifyInstance } from 'fastify';
import type { AttemptLimits } from '../../desk/attempts.ts';
import type { CustomerDesk } from '../../desk/customer-side/customer-desk.ts';
import { SCRIPT_ASSET, STYLE_ASSET } from './assets.ts';
import { addChatRoutes } from './chat-routes.ts';
import { addContactRoutes } from './contact-routes.ts';
import { createKeptFiles } from './kept-files.ts';
import { plainPage } from './layout.ts';
import { languageOf, secure, sendPage, type PageContext } from './page-context.ts';
import { textsOf } from './texts.ts';

/** How much one address (of IPv6: one network) may send. */
export interface PublicLimits {
  readonly contacts: AttemptLimits;
  /** Forms that are read, whatever is in them: more than `contacts`, since not every one is filled in well. */
  readonly contactForms: AttemptLimits;
  readonly answers: AttemptLimits;
  /** As `contactForms`, for `answers`. */
  readonly answerForms: AttemptLimits;
}

/** Enough for an office behind one address, too little for a machine. */
export const PUBLIC_LIMITS: PublicLimits = {
  contacts: { failures: 20, withinMs: 15 * 60_000 },
  contactForms: { failures: 60, withinMs: 15 * 60_000 },
  answers: { failures: 60, withinMs: 15 * 60_000 },
  answerForms: { failures: 120, withinMs: 15 * 60_000 },
};

export interface PublicPagesOptions {
  readonly desk: CustomerDesk;
  /** `PUBLIC_LIMITS` when absent. */
  readonly limits?: PublicLimits;
}

/**
 * The pages for customers, who have no account: `/contact` and `/chat`. A Fastify plugin with a scope of its own: its
 * parser of forms and its error pages are for these routes only.
 */
export async function publicPages(app: FastifyInstance, options: PublicPagesOptions): Promise<void> {
  const { desk, limits = PUBLIC_LIMITS } = options;
  const context: PageContext = {
    desk,
    kept: createKeptFiles(await desk.findSealKey()),
    contacts: desk.countAttempts('contact', limits.contacts),
    contactForms: desk.countAttempts('contact form', limits.contactForms),
    answers: desk.countAttempts('answer', limits.answers),
    answerForms: desk.countAttempts('answer form', limits.answerForms),
  };
  await app.register(multipart, { throwFileSizeLimit: false });

  app.setErrorHandler(async (error: Error & { statusCode?: number; code?: string }, request, reply) => {
    const status = error.statusCode ?? 500;
    // The route's pattern, never the address: that may be a secret. No message: it may quote what a customer wrote.
    const fields = {
      method: request.method,
      route: request.routeOptions.url ?? null,
      reason: error.name,
      code: error.code ?? null,
    };
    if (status >= 500) desk.log.error('A page for customers failed.', fields);
    if (reply.raw.headersSent) return reply.raw.destroy();
    request.raw.resume();
    const language = languageOf(request);
    const t = textsOf(language);
    const said =
      status < 500 ? { title: t.notAFormTitle, text: t.notAForm } : { title: t.failedTitle, text: t.failed };
    return sendPage(
      reply,
      status < 500 ? status : 503,
      plainPage({ language, helpdesk: '', path: '/contact', ...said }),
    );
  });

  for (const asset of [STYLE_ASSET, SCRIPT_ASSET]) {
    app.get(asset.path, { config: { access: 'customer' } }, async (_request, reply) =>
      secure(reply)
        .header('cache-control', 'public, max-age=31536000, immutable')
        .type(asset.type)
        .send(asset.content),
    );
  }
  addContactRoutes(app, context);
  addChatRoutes(app, context);
}
