import { PROXY_FAILURE_HEADER, type Problem, type ProxyFailure } from '#shared/contract/http/routes.ts';

const SENTENCES: Readonly<Record<ProxyFailure, string>> = {
  unreachable: 'The helpdesk cannot be reached.',
  certificate: 'The certificate of the helpdesk is not valid.',
  'no-helpdesk': 'No helpdesk has been chosen.',
  'other-helpdesk': 'What answers is not the helpdesk that was chosen.',
  'wrong-version': 'The helpdesk has another version than this program.',
};

/** Sorts an error of the network layer. Its code (`net::ERR_…`) is found only in the message. */
export function networkFailure(error: unknown): 'unreachable' | 'certificate' {
  return error instanceof Error && /\bERR_CERT_/.test(error.message) ? 'certificate' : 'unreachable';
}

/** Errors before anything of the request was on its way: of Chromium's network layer, and of Node's. */
const UNSENT =
  /\b(ERR_(CONNECTION_REFUSED|CONNECTION_TIMED_OUT|NAME_NOT_RESOLVED|ADDRESS_UNREACHABLE|INTERNET_DISCONNECTED|PROXY_CONNECTION_FAILED|CERT_\w+|SSL_\w+)|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)\b/;

/** Whether a failed request cannot have reached the helpdesk, so that nothing can have come of it. */
export function wasNeverSent(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return UNSENT.test(`${error.message} ${code}`) || (error.cause !== undefined && wasNeverSent(error.cause));
}

/** Answers of what stands before a helpdesk that is away, and of an instance that is ending or has no database. */
export function isAwayStatus(status: number): boolean {
  return status === 502 || status === 503 || status === 504;
}

/** The answer that the proxy gives when the helpdesk cannot. */
export function failureAnswer(failure: ProxyFailure): Response {
  const problem: Problem = { code: 'unavailable', message: SENTENCES[failure] };
  return Response.json(problem, {
    status: 502,
    headers: { [PROXY_FAILURE_HEADER]: failure, 'cache-control': 'no-store' },
  });
}
