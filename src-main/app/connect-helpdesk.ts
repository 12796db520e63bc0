import path from 'node:path';
import type { HelpdeskId } from '#shared/base/brand.ts';
import type { Clock, Logger } from '#shared/base/ports.ts';
import type { Settings } from '#shared/contract/ipc/settings.ts';
import { forkHelpdesk } from '#main/services/helpdesk-host/fork-helpdesk.ts';
import { makeHelpdeskHost, type HelpdeskState } from '#main/services/helpdesk-host/helpdesk-host.ts';
import { makePortMemory } from '#main/services/helpdesk-host/port-memory.ts';
import { openHelpdeskNetwork } from '#main/services/helpdesk-proxy/helpdesk-network.ts';
import { makeHelpdeskProxy } from '#main/services/helpdesk-proxy/helpdesk-proxy.ts';
import type { ProxyTarget } from '#main/services/helpdesk-proxy/proxy-ports.ts';
import { helpdeskOrigin, probeHelpdesk } from '#main/services/helpdesk-proxy/probe-helpdesk.ts';
import type { TokenStore } from '#main/services/secrets/token-store.ts';
import type { SettingsStore } from '#main/services/settings/settings-store.ts';
import type { Desktop } from './desktop.ts';

/** Key of the embedded helpdesk's token: its port may change, it stays the same. */
const EMBEDDED = 'embedded';
/** See `ProxyPorts`. */
const SILENCE_MS = 30_000;
const SWITCH_MS = 8_000;

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
    if (helpdesk === null) return { kind: 'none' };
    if (helpdesk.kind === 'remote')
      return { kind: 'team', origins: originsOf(helpdesk), id: idOf(settings.get()) };
    const url = host.url();
    return url === null ? { kind: 'down' } : { kind: 'here', key: EMBEDDED, origin: url };
  }

  /** A token that an earlier version kept under the address is that of the helpdesk which is there. */
  function adoptToken(): void {
    const now = settings.get();
    const id = idOf(now);
    const [origin] = now.helpdesk?.kind === 'remote' ? originsOf(now.helpdesk) : [];
    const token = origin === undefined ? null : tokens.find(origin);
    if (id === null || origin === undefined || token === null) return;
    if (tokens.find(id) === null) void tokens.keep(id, token);
    void tokens.forget(origin);
  }

  const proxy = makeHelpdeskProxy({
    fetch,
    target,
    learnId(id) {
      const { helpdesk } = settings.get();
      if (helpdesk?.kind === 'remote') settings.write({ helpdesk: { ...helpdesk, id } });
      adoptToken();
    },
    now: () => performance.now(),
    findToken: (key) => tokens.find(key),
    keepToken: (key, token) => tokens.keep(key, token),
    forgetToken: (key) => tokens.forget(key),
    log,
    silenceMs: SILENCE_MS,
    switchMs: SWITCH_MS,
  });
  adoptToken();

  settings.subscribe((now, before) => {
    if (placeOf(now.helpdesk) === placeOf(before.helpdesk)) return;
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
        const key = keyOf(settings.get());
        return { hasToken: key !== null && tokens.find(key) !== null, isProtected: tokens.isProtected };
      },
      async forget() {
        const key = keyOf(settings.get());
        if (key !== null) await tokens.forget(key);
        return null;
      },
    },
    handle: (request) => proxy.handle(request),
    stop: () => host.stop(),
  };
}

type Remote = Extract<Settings['helpdesk'], { kind: 'remote' }>;

/** The addresses of a team's helpdesk, each once. */
function originsOf({ url, others = [] }: Remote): readonly string[] {
  return [...new Set([url, ...others].flatMap((address) => helpdeskOrigin(address) ?? []))];
}

/** Which helpdesk a team's is, as far as it is known: settings of earlier versions tell by who has worked there. */
function idOf({ helpdesk, profile }: Settings): HelpdeskId | null {
  if (helpdesk?.kind !== 'remote') return null;
  return helpdesk.id ?? profile?.helpdeskId ?? null;
}

/** What a helpdesk's token is kept under; null while that is not known. */
function keyOf(settings: Settings): string | null {
  return settings.helpdesk?.kind === 'embedded' ? EMBEDDED : idOf(settings);
}

/** Where a helpdesk is, as one text. */
function placeOf(helpdesk: Settings['helpdesk']): string {
  if (helpdesk === null) return '';
  return helpdesk.kind === 'embedded' ? EMBEDDED : originsOf(helpdesk).join(' ');
}
