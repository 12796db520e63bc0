import '#renderer/data/without-eval.ts';
import { createRoot } from 'react-dom/client';
import { detectPlatform } from '#renderer/platform/detect-platform.ts';
import { watchDefects } from '#renderer/hooks/defect-memory.ts';
import { App } from './app.tsx';
import { createHelpdeskApi } from './helpdesk-api.ts';
import { createI18n, languageOf } from './i18n.ts';
import { openDesksOn } from './open-desk.ts';

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/windows|win32/i, 'Windows'],
  [/mac|darwin/i, 'macOS'],
  [/linux/i, 'Linux'],
];

/** What this machine is called in the list of devices: the host and its system. */
function deviceName(host: 'desktop' | 'browser', os: string): string {
  const system = SYSTEMS.find(([pattern]) => pattern.test(os))?.[1] ?? os;
  return `Vakhta ${host === 'desktop' ? 'Desktop' : 'Web'}, ${system}`.slice(0, 100);
}

async function start(): Promise<void> {
  watchDefects();
  const root = document.getElementById('root');
  if (root === null) throw new Error('The page has no place for the window');
  const platform = await detectPlatform();
  const fetch = (path: string, init?: RequestInit) => globalThis.fetch(path, init);
  createRoot(root).render(
    <App
      platform={platform}
      api={createHelpdeskApi(fetch, deviceName(platform.host, platform.os))}
      openDesk={openDesksOn(platform)}
      i18n={createI18n(languageOf(platform.settings.get().language, navigator.languages))}
    />,
  );
}

void start();
