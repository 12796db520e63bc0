import { PROXY_FAILURE_HEADER, type Problem, type ProxyFailure } from '#shared/contract/http/routes.ts';

const SENTENCES: Readonly<Record<ProxyFailure, string>> = {
  unreachable: 'The helpdesk cannot be reached.',
  certificate: 'The certificate of the helpdesk is not valid.',
  'no-helpdesk': 'No helpdesk has been chosen.',
};

/** Sorts an error of the network layer. Its code (`net::ERR_…`) is found only in the message. */
export function networkFailure(error: unknown): 'unreachable' | 'certificate' {
  return error instanceof Error && /\bERR_CERT_/.test(error.message) ? 'certificate' : 'unreachable';
}

/** The answer that the proxy gives when the helpdesk cannot. */
export function failureAnswer(failure: ProxyFailure): Response {
  const problem: Problem = { code: 'unavailable', message: SENTENCES[failure] };
  return Response.json(problem, {
    status: 502,
    headers: { [PROXY_FAILURE_HEADER]: failure, 'cache-control': 'no-store' },
  });
}
