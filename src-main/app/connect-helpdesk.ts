import path from 'node:path';
import type { Clock, Logger } from '#shared/base/ports.ts';
import type { Settings } from '#shared/contract/ipc/settings.ts';
import { forkHelpdesk } from '#main/services/helpdesk-host/fork-helpdesk.ts';
import { makeHelpdeskHost, type HelpdeskState } from '#main/services/helpdesk-host/helpdesk-host.ts';
import { makePortMemory } from '#main/services/helpdesk-host/port-memory.ts';
import { openHelpdeskNetwork } from '#main/services/helpdesk-proxy/helpdesk-network.ts';
import { makeHelpdeskProxy, type ProxyTarget } from '#main/services/helpdesk-proxy/helpdesk-proxy.ts';
import { helpdeskOrigin, probeHelpdesk } from '#main/services/helpdesk-proxy/probe-helpdesk.ts';
import type { TokenStore } from '#main/services/secrets/token-store.ts';
import type { SettingsStore } from '#main/services/settings/settings-store.ts';
import type { Desktop } from './desktop.ts';

/** Key of the embedded helpdesk's token: its port may change, it stays the same. */
const EMBEDDED = 'embedded';
/** See `ProxyPorts.silenceMs`. */
const SILENCE_MS = 30_000;

export type HelpdeskConnection = Desktop['helpdesk'] & {
  readonly secrets: Desktop['secrets'];
  handle(request: Request): Promise<Response>;
  stop(): Promise<void>;
};

/** Joins host, proxy and tokens to what the settings choose: the helpdesk on this computer, or one elsewhere. */
export function connectHelpdesk(options: {
  program: string;
  folder: string;
  web: string;
  settings: SettingsStore;
  tokens: TokenStore;
  clock: Clock;
  log: Logger;
  onState: (state: HelpdeskState) => void;
}): HelpdeskConnection {
  const { program, folder, web, settings, tokens, clock, log, onState } = options;
  const host = makeHelpdeskHost({
    fork: () => forkHelpdesk(program, log),
    data: path.join(folder, 'helpdesk'),
    web,
    ...makePortMemory(path.join(folder, 'helpdesk-port')),
    onState,
    clock,
    log,
  });
  const fetch = openHelpdeskNetwork();

  function target(): ProxyTarget {
    const { helpdesk } = settings.get();
    const key = keyOf(helpdesk);
    if (helpdesk === null || key === null) return { kind: 'none' };
    if (helpdesk.kind === 'remote') return { kind: 'up', key, origin: key };
    const url = host.url();
    return url === null ? { kind: 'down' } : { kind: 'up', key, origin: url };
  }

  const proxy = makeHelpdeskProxy({
    fetch,
    target,
    findToken: (key) => tokens.find(key),
    keepToken: (key, token) => tokens.keep(key, token),
    forgetToken: (key) => tokens.forget(key),
    log,
    silenceMs: SILENCE_MS,
  });

  settings.subscribe((now, before) => {
    if (keyOf(now.helpdesk) === keyOf(before.helpdesk)) return;
    proxy.abortAll();
    if (now.helpdesk?.kind === 'embedded') void host.start();
    else if (before.helpdesk?.kind === 'embedded' || now.helpdesk !== null) void host.stop();
  });
  if (settings.get().helpdesk?.kind === 'embedded') void host.start();

  return {
    probe: (url) => probeHelpdesk(fetch, url),
    start: () => host.start(),
    secrets: {
      state() {
        const key = keyOf(settings.get().helpdesk);
        return { hasToken: key !== null && tokens.find(key) !== null, isProtected: tokens.isProtected };
      },
      async forget() {
        const key = keyOf(settings.get().helpdesk);
        if (key !== null) await tokens.forget(key);
        return null;
      },
    },
    handle: (request) => proxy.handle(request),
    stop: () => host.stop(),
  };
}

/** What a helpdesk's token is kept under; a remote one goes by its origin. */
function keyOf(helpdesk: Settings['helpdesk']): string | null {
  if (helpdesk === null) return null;
  return helpdesk.kind === 'embedded' ? EMBEDDED : helpdeskOrigin(helpdesk.url);
}
