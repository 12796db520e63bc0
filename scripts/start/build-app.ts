import path from 'node:path';
import { Remediable, say } from '../bootstrap/say.mjs';
import { PROJECT } from '../machine/folders.ts';
import { runShown } from '../machine/run-shown.ts';

/**
 * Builds the app into `out`; parts whose sources have not changed are left as they are.
 * @throws Remediable when the build fails, after it has said why
 */
export async function buildApp(): Promise<void> {
  say('Building …');
  const code = await runShown(path.join(PROJECT, 'scripts', 'build.ts'), []);
  if (code === 0) return;
  throw new Remediable(
    'The build failed; the lines above say where.',
    'Mend it (npm run check tells more), and run the command again.',
  );
}
