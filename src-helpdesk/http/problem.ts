import type { FastifyReply } from 'fastify';
import type { Problem } from '#shared/contract/http/routes.ts';

const STATUS: Readonly<Record<Problem['code'], number>> = {
  'invalid-request': 400,
  'wrong-credentials': 401,
  'too-many-attempts': 429,
  'signed-out': 401,
  'not-allowed': 403,
  'not-found': 404,
  'too-large': 413,
  'wrong-offset': 409,
  'wrong-checksum': 422,
  changed: 409,
  'too-many': 409,
  'unsupported-cursor': 400,
  internal: 500,
  unavailable: 503,
};

/** An expected refusal, thrown from anywhere in a handler and answered as a `Problem`. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: Problem['code'];
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  /** @param status where it is not the usual one of the code */
  constructor(
    code: Problem['code'],
    message: string,
    {
      status,
      headers,
    }: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message);
    this.code = code;
    this.status = status ?? STATUS[code];
    this.headers = headers ?? {};
  }
}

/** Answers with a problem. */
export function sendProblem(reply: FastifyReply, problem: ProblemError): FastifyReply {
  const body: Problem = { code: problem.code, message: problem.message };
  return reply
    .code(problem.status)
    .headers(problem.headers)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(body));
}
