import type { Hello } from '#shared/contract/http/routes.ts';
import { say } from '../bootstrap/say.mjs';
import { findFreePort } from '../machine/free-port.ts';
import { findHello, signInLines, startDemoHelpdesk } from './demo-helpdesk.ts';

/** Where the browser host is found, unless the port is taken: then the next free one. */
const PORT = 4600;

/**
 * Serves the workstation to browsers on this machine, from a helpdesk with sample data, and waits until it is stopped.
 * Where one is running already, only says so.
 */
export async function serveBrowserHost(): Promise<void> {
  const usual = `http://127.0.0.1:${PORT}`;
  const running = await findHello(usual);
  if (running?.demo) {
    say('It is running already.');
    announce(usual, running);
    return;
  }
  const helpdesk = await startDemoHelpdesk('browser-host', await findFreePort(PORT));
  if (helpdesk === null) return;
  announce(helpdesk.url, helpdesk.hello);
  say('Ctrl+C stops it.\n');
  await helpdesk.ended;
}

/** Tells where to go and whom to sign in as. */
function announce(url: string, hello: Hello): void {
  say(`\nVakhta is at ${url}/`);
  for (const line of signInLines(hello)) say(line);
  say(`Customers write at ${url}/contact`);
}
