import { err, ok, type Result } from '#shared/base/result.ts';
import type { Bridge } from '#shared/contract/ipc/bridge.ts';
import type { CallError, CallInput, CallName, CallValue, JournalError } from '#shared/contract/ipc/calls.ts';
import { DEFAULT_SETTINGS, type Settings } from '#shared/contract/ipc/settings.ts';
import type { Journal, Platform, SettingsStore } from '../platform.ts';

type Ask = <N extends CallName>(
  name: N,
  input: CallInput<N>,
) => Promise<Result<CallValue<N>, Exclude<CallError<N>, 'refused-call'>>>;

/** The desktop: everything outside the page is asked of main. */
export async function openDesktopPlatform(bridge: Bridge): Promise<Platform> {
  const ask: Ask = async (name, input) => {
    const answer = await bridge.call(name, input);
    if (answer.ok) return answer;
    // Main refuses only what does not fit the contract between us: that is a defect, not something to work with.
    if (answer.error === 'refused-call') throw new Error(`The call ${name} was refused`);
    return err(answer.error as Exclude<CallError<typeof name>, 'refused-call'>);
  };

  const [info, read] = await Promise.all([ask('app.info', null), ask('settings.read', null)]);
  if (!info.ok) throw new Error('The desktop does not say what it is');
  return {
    host: 'desktop',
    os: info.value.platform,
    version: info.value.version,
    notices: info.value.notices,
    settings: createSettings(ask, read.ok ? read.value : DEFAULT_SETTINGS),
    helpdesk: {
      canChoose: true,
      probe: (url) => ask('helpdesk.probe', { url }),
      startEmbedded: () => ask('helpdesk.start', null),
      async hasToken() {
        const state = await ask('secrets.state', null);
        return state.ok && state.value.hasToken;
      },
      async forgetToken() {
        await ask('secrets.forget', null);
      },
    },
    journal: (profile) => createJournal(ask, profile),
    notify: (notice) =>
      void ask('notifications.show', {
        ...notice,
        title: notice.title.slice(0, 200),
        body: notice.body.slice(0, 500),
      }),
    permission: { state: () => 'granted', ask: () => Promise.resolve() },
    setBadge: (count, label) => void ask('badge.set', { count, label: label.slice(0, 200) }),
    openExternal: (url) => void ask('external.open', { url }),
    makePdf: (html) => ask('pages.pdf', { html }),
    async diagnostics() {
      const collected = await ask('diagnostics.collect', null);
      return collected.ok ? collected.value : null;
    },
    on: (name, listener) => bridge.on(name, listener),
  };
}

function createSettings(ask: Ask, first: Settings): SettingsStore {
  let settings = first;
  const listeners = new Set<() => void>();
  return {
    get: () => settings,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async write(patch) {
      const written = await ask('settings.write', patch);
      if (!written.ok) return written;
      settings = written.value;
      for (const listener of listeners) listener();
      return ok(settings);
    },
  };
}

function createJournal(ask: Ask, profile: string): Journal {
  /** A journal that main cannot be asked about cannot be written: its work is not safe, and that is what is said. */
  const orFailing = async <T>(asked: Promise<Result<T, JournalError>>): Promise<Result<T, JournalError>> =>
    asked.catch(() => err<JournalError>('not-writable'));
  return {
    append: (records) => orFailing(ask('journal.append', { profile, records: [...records] })),
    read: () => orFailing(ask('journal.read', { profile })),
    keepFile: (sha256, bytes) =>
      orFailing(ask('journal.keepFile', { profile, sha256, bytes: bytes as Uint8Array<ArrayBuffer> })),
    readFile: (sha256) => orFailing(ask('journal.readFile', { profile, sha256 })),
    forgetFile: (sha256) => orFailing(ask('journal.forgetFile', { profile, sha256 })),
    listFiles: () => orFailing(ask('journal.listFiles', { profile })),
    wipe: () => orFailing(ask('journal.wipe', { profile })),
  };
}
