import { sayFailure, say } from '../bootstrap/say.mjs';
import { serveBrowserHost } from './browser-host.ts';
import { buildApp } from './build-app.ts';
import { findDesktop, openDesktop } from './desktop-host.ts';

/** Builds and opens the workstation: in its window where that is possible, else in the browser host. */
async function start(options: { readonly browser: boolean }): Promise<number> {
  await buildApp();
  if (options.browser) return serveBrowserHost().then(() => 0);
  const desktop = await findDesktop();
  if (desktop.ok) return openDesktop(desktop.value);
  say(`No desktop window: ${desktop.error}. Serving the browser host instead.`);
  return serveBrowserHost().then(() => 0);
}

try {
  process.exitCode = await start({ browser: process.argv.includes('--browser') });
} catch (error) {
  sayFailure(error);
  process.exitCode = 1;
}
