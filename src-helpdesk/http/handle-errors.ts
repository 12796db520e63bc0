import type { FastifyError, FastifyInstance } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { Logger } from '#shared/base/ports.ts';
import { storageFailureOf } from '../desk/health.ts';
import { ProblemError, sendProblem } from './problem.ts';

/** Every error of the contract is a `Problem`; what is not expected is logged and answered without details. */
export function handleErrors(app: FastifyInstance, log: Logger): void {
  app.setErrorHandler((error: FastifyError | Error, request, reply) => {
    const problem = toProblem(error);
    if (problem.status >= 500) {
      log.error('A request failed.', {
        method: request.method,
        route: request.routeOptions.url ?? null,
        status: problem.status,
        reason: error.name,
        // PostgreSQL's and the system's codes say what is wrong without saying whose data it was about.
        code: 'code' in error && typeof error.code === 'string' ? error.code : null,
        stack: problem instanceof ProblemError && error instanceof ProblemError ? null : stackOf(error),
      });
    }
    // After the headers there is nothing left to say: cut, so that the client sees it as incomplete.
    if (reply.raw.headersSent) return reply.raw.destroy();
    return sendProblem(reply, problem);
  });
  app.setNotFoundHandler((_request, reply) =>
    sendProblem(reply, new ProblemError('not-found', 'There is nothing at this address.')),
  );
}

function toProblem(error: FastifyError | Error): ProblemError {
  if (error instanceof ProblemError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const issues = error.validation
      .slice(0, 5)
      .map((issue) => `${issue.instancePath || '/'} ${issue.message ?? ''}`.trim());
    return new ProblemError('invalid-request', `The request does not fit the contract: ${issues.join('; ')}`);
  }
  const status = 'statusCode' in error ? error.statusCode : undefined;
  if (status === 413) return new ProblemError('too-large', 'The request is too large.');
  if (status === 429) return new ProblemError('too-many-attempts', 'Too many requests. Wait and try again.');
  if (status !== undefined && status >= 400 && status < 500) {
    return new ProblemError('invalid-request', 'The request could not be read.', { status });
  }
  const storage = storageFailureOf(error);
  if (storage === 'disk-full') {
    return new ProblemError('unavailable', 'The disk of the helpdesk is full.', { status: 507 });
  }
  if (storage === 'files-away') {
    return new ProblemError('unavailable', 'The storage of attachments does not answer at the moment.');
  }
  if (storage === 'away') {
    return new ProblemError('unavailable', 'The database does not answer at the moment.');
  }
  return new ProblemError('internal', 'The helpdesk failed inside. The failure is in its log.');
}

/** Where it happened, without the message (which may quote data) and without the folders above the program. */
function stackOf(error: Error): string | null {
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  return frames.length === 0
    ? null
    : frames
        .slice(0, 6)
        .map((line) =>
          line.trim().replace(/\(?(?:file:\/\/)?\/?\S*?(src-helpdesk|src-shared|node_modules)\//, '($1/'),
        )
        .join(' | ');
}
