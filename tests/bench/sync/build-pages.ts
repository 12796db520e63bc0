import path from 'node:path';
import { build, loadConfigFromFile, mergeConfig } from 'vite';
import { PROJECT } from '../../../scripts/machine/folders.ts';

const PAGES = path.join(PROJECT, 'tests', 'bench', 'pages');

/**
 * Builds the pages as the renderer is built: the same configuration, the same sources, another entry. Only the
 * service worker is left out, which keeps the program's files for a start without network.
 * @returns the folder a helpdesk can serve them from
 */
export async function buildPages(): Promise<string> {
  const outDir = path.join(PROJECT, 'test-results', 'bench', 'pages');
  const file = path.join(PROJECT, 'vite.config.ts');
  const loaded = await loadConfigFromFile({ command: 'build', mode: 'production' }, file, PROJECT, 'warn');
  if (loaded === null) throw new Error('vite.config.ts is not there.');
  const { define, worker, build: options } = loaded.config;
  const pages = ['index', 'product', 'reference', 'rxdb'].map(
    (name) => [name, path.join(PAGES, `${name}.html`)] as const,
  );
  await build(
    mergeConfig(
      { define, worker, build: options },
      {
        configFile: false,
        root: PAGES,
        base: './',
        publicDir: false,
        logLevel: 'warn',
        build: { outDir, emptyOutDir: true, rolldownOptions: { input: Object.fromEntries(pages) } },
      },
    ),
  );
  return outDir;
}
