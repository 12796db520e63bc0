import type { HelpdeskId } from '#shared/base/brand.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { ProxyFailure } from '#shared/contract/http/routes.ts';
import { probeHelpdesk } from './probe-helpdesk.ts';
import type { ProxyPorts } from './proxy-ports.ts';

/** After so long away from the first address it is looked at again, in milliseconds. */
const RETURN_MS = 60_000;
/** How long one of several addresses may take to say who it is before the next one is asked, in milliseconds. */
const GREETING_MS = 5_000;

/** The addresses of one helpdesk: which to use, and whether it really is that helpdesk that answers there. */
export interface Instances {
  /** All of them, the one in use first. */
  inOrder(): readonly string[];
  /**
   * Makes sure that the helpdesk answers at an address, by its greeting. Asked once, and again after a failure.
   * @returns the identity, which is also the key of its token
   */
  identify(origin: string): Promise<Result<HelpdeskId, ProxyFailure>>;
  /** It does not answer: the next one is used from now on. */
  failed(origin: string): void;
  /** It may be about to end: asked again who it is before it is used. */
  doubted(origin: string): void;
}

/**
 * Fail-over between addresses. The one that answers is kept; the first one, which may be the nearest, is gone back to when
 * it has been away for a minute and answers again.
 * @param knownId which helpdesk it must be; null: not known yet, the first that answers says
 */
export function createInstances(
  origins: readonly string[],
  knownId: () => HelpdeskId | null,
  { fetch, learnId, now }: Pick<ProxyPorts, 'fetch' | 'learnId' | 'now'>,
): Instances {
  const identified = new Map<string, Promise<Result<HelpdeskId, ProxyFailure>>>();
  let used = 0;
  let leftAt = 0;

  async function ask(origin: string): Promise<Result<HelpdeskId, ProxyFailure>> {
    const found = await probeHelpdesk(fetch, origin, origins.length > 1 ? GREETING_MS : undefined);
    if (!found.ok) return err(found.error === 'not-a-helpdesk' ? 'other-helpdesk' : found.error);
    const { id } = found.value;
    const known = knownId();
    if (known !== null && known !== id) return err('other-helpdesk');
    if (known === null) learnId(id);
    return ok(id);
  }

  function identify(origin: string): Promise<Result<HelpdeskId, ProxyFailure>> {
    const asked = identified.get(origin);
    if (asked !== undefined) return asked;
    const asking = ask(origin);
    identified.set(origin, asking);
    void asking.then((answer) => {
      if (!answer.ok && identified.get(origin) === asking) identified.delete(origin);
    });
    return asking;
  }

  function moveTo(index: number): void {
    if (index === used) return;
    used = index;
    leftAt = now();
  }

  function lookAtFirst(): void {
    const [first] = origins;
    if (used === 0 || first === undefined || now() - leftAt < RETURN_MS) return;
    leftAt = now();
    void identify(first).then((answer) => {
      if (answer.ok) moveTo(0);
    });
  }

  return {
    inOrder() {
      lookAtFirst();
      return [...origins.slice(used), ...origins.slice(0, used)];
    },
    identify,
    failed(origin) {
      identified.delete(origin);
      if (origins[used] === origin) moveTo((used + 1) % origins.length);
    },
    doubted: (origin) => void identified.delete(origin),
  };
}
