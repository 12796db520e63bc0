import { err, ok } from '#shared/base/result.ts';
import type { EventData, EventName } from '#shared/contract/ipc/events.ts';
import { helloSchema, PATHS, PROTOCOL_VERSION } from '#shared/contract/http/routes.ts';
import type { Platform } from '../platform.ts';
import { createBrowserJournal, warmUpJournal } from './browser-journal.ts';
import { openBrowserSettings } from './browser-settings.ts';
import { registerServiceWorker } from './register-service-worker.ts';

/** Set by the build. */
declare const __VAKHTA_VERSION__: string | undefined;

/** The browser host: the page comes from its helpdesk, and what the desktop keeps in files lies in the origin's storage. */
export async function openBrowserPlatform(): Promise<Platform> {
  const { settings, isDamaged } = openBrowserSettings();
  const listeners = new Map<EventName, Set<(data: never) => void>>();
  const emit = <N extends EventName>(name: N, data: EventData<N>) => {
    for (const listener of listeners.get(name) ?? []) (listener as (data: EventData<N>) => void)(data);
  };
  // Without this the browser may throw the local data away when its disk runs short. It may still refuse.
  void navigator.storage?.persist?.().catch(() => false);
  registerServiceWorker();
  warmUpJournal();

  return {
    host: 'browser',
    os: osOf(navigator.userAgent),
    version: typeof __VAKHTA_VERSION__ === 'string' ? __VAKHTA_VERSION__ : '0.0.0',
    notices: isDamaged ? ['settings-damaged'] : [],
    settings,
    helpdesk: {
      canChoose: false,
      async probe() {
        const response = await fetch(PATHS.hello, { cache: 'no-store' }).catch(() => null);
        if (response === null) return err('unreachable');
        const hello = helloSchema.safeParse(await response.json().catch(() => null));
        if (!hello.success) return err('not-a-helpdesk');
        return hello.data.protocol === PROTOCOL_VERSION ? ok(hello.data) : err('wrong-version');
      },
      startEmbedded: () => Promise.resolve(err('failed')),
      // The cookie is out of the page's sight; who is remembered has had one.
      hasToken: () => Promise.resolve(settings.get().profile !== null),
      // Only the helpdesk can take the cookie back, and does when the session is ended.
      forgetToken: () => Promise.resolve(),
    },
    journal: (profile) => createBrowserJournal(profile),
    notify({ title, body, ticketId }) {
      if (!('Notification' in globalThis) || Notification.permission !== 'granted') return;
      try {
        const notification = new Notification(title, { body, tag: ticketId, silent: true });
        notification.addEventListener('click', () => {
          window.focus();
          notification.close();
          emit('ticket.requested', { ticket: ticketId });
        });
      } catch {
        // Some systems show notifications only through a service worker: then there are none.
      }
    },
    permission: {
      state() {
        if (!('Notification' in globalThis)) return 'none';
        return Notification.permission === 'default' ? 'ask' : Notification.permission;
      },
      async ask() {
        if ('Notification' in globalThis) await Notification.requestPermission();
      },
    },
    setBadge(count) {
      const shown = count > 0 ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.();
      shown?.catch(() => undefined);
    },
    openExternal(url) {
      if (/^(https?:\/\/|mailto:)/i.test(url)) window.open(url, '_blank', 'noopener,noreferrer');
    },
    makePdf: null,
    diagnostics: () => Promise.resolve(null),
    on(name, listener) {
      const own = listeners.get(name) ?? new Set();
      listeners.set(name, own);
      own.add(listener);
      return () => own.delete(listener);
    },
  };
}

function osOf(userAgent: string): string {
  if (/Windows/.test(userAgent)) return 'win32';
  return /Mac OS X|Macintosh/.test(userAgent) ? 'darwin' : 'linux';
}
