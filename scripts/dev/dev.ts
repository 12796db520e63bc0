import path from 'node:path';
import { createServer } from 'vite';
import { say, sayFailure } from '../bootstrap/say.mjs';
import { PROJECT } from '../machine/folders.ts';
import { signInLines, startDemoHelpdesk } from '../start/demo-helpdesk.ts';

/** Where the page with hot reload is found; the next free port when it is taken. */
const PAGE_PORT = 5173;

/** `npm run dev`: the browser host with hot reload, on a helpdesk of its own with sample data. */
async function develop(): Promise<void> {
  const helpdesk = await startDemoHelpdesk('development', 0);
  if (helpdesk === null) return;
  const server = await createServer({
    configFile: path.join(PROJECT, 'vite.config.ts'),
    server: {
      host: '127.0.0.1',
      port: PAGE_PORT,
      proxy: { '^/(?:api|contact|chat)(?:[/?]|$)': { target: helpdesk.url } },
    },
  });
  await server.listen();
  say(`\nVakhta with hot reload is at ${server.resolvedUrls?.local[0] ?? `http://127.0.0.1:${PAGE_PORT}/`}`);
  for (const line of signInLines(helpdesk.hello)) say(line);
  say('Ctrl+C stops it. The helpdesk itself does not reload: start again after changes to it.\n');
  try {
    await helpdesk.ended;
  } finally {
    await server.close();
  }
}

try {
  await develop();
} catch (error) {
  sayFailure(error);
  process.exitCode = 1;
}
