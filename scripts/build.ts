import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build, type InlineConfig } from 'vite';
import { fingerprint } from './build/fingerprint.ts';
import { relocateFiles } from './build/relocate-files.ts';

/**
 * Builds the program into `out`: `node scripts/build.ts [--only main|preload|renderer|helpdesk] [--force]`.
 * A part whose sources have not changed since it was built is left as it is.
 */
const ROOT = path.resolve(import.meta.dirname, '..');
const OUT = path.join(ROOT, 'out');
const PARTS = ['preload', 'main', 'helpdesk', 'renderer'] as const;
type Part = (typeof PARTS)[number];

/** Node's own modules, and what Electron brings. Everything else is bundled: the packed app has no node_modules. */
const EXTERNAL = [/^electron$/, /^node:/, ...builtinModules, 'pg-native'];

/** What each part is made of, and what must be there when it is made. */
const PLANS: Readonly<Record<Part, { sources: string[]; result: string; make: () => Promise<void> }>> = {
  preload: {
    sources: ['src-main/preload', 'src-shared'],
    result: 'preload/preload.cjs',
    make: () =>
      bundle({
        entry: 'src-main/preload/preload.ts',
        file: 'preload/preload.cjs',
        format: 'cjs',
        target: 'chrome130',
      }),
  },
  main: {
    sources: ['src-main', 'src-shared', 'assets/icons'],
    result: 'main/main.js',
    async make() {
      copyImages();
      await bundle({ entry: 'src-main/main.ts', file: 'main/main.js', format: 'es', target: 'node20' });
    },
  },
  helpdesk: {
    sources: ['src-main/services/helpdesk-host', 'src-helpdesk', 'src-shared'],
    result: 'main/helpdesk-child.js',
    async make() {
      rmSync(path.join(OUT, 'main/files'), { recursive: true, force: true });
      await bundle({
        entry: 'src-main/services/helpdesk-host/child.ts',
        file: 'main/helpdesk-child.js',
        format: 'es',
        target: 'node20',
      });
    },
  },
  renderer: {
    sources: ['src-renderer', 'src-shared', 'assets/public', 'vite.config.ts'],
    result: 'renderer/index.html',
    async make() {
      await build({ configFile: path.join(ROOT, 'vite.config.ts'), logLevel: 'warn' });
    },
  },
};

async function bundle(options: {
  entry: string;
  file: string;
  format: 'es' | 'cjs';
  target: string;
}): Promise<void> {
  const outDir = path.join(OUT, path.dirname(options.file));
  const config: InlineConfig = {
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [relocateFiles(outDir)],
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: path.join(ROOT, options.entry),
      outDir,
      emptyOutDir: false,
      target: options.target,
      minify: false,
      sourcemap: false,
      reportCompressedSize: false,
      rolldownOptions: {
        external: EXTERNAL,
        // The database's WebAssembly glue has an eval that Node never reaches.
        checks: { eval: false },
        output: {
          format: options.format,
          entryFileNames: path.basename(options.file),
          codeSplitting: false,
        },
      },
    },
  };
  await build(config);
}

/** The pictures that main shows itself: window, tray, badge. */
function copyImages(): void {
  const images = path.join(OUT, 'main/images');
  rmSync(images, { recursive: true, force: true });
  mkdirSync(images, { recursive: true });
  cpSync(path.join(ROOT, 'assets/icons/shown'), images, { recursive: true });
}

/** Builds a part unless it is as its sources are. @returns milliseconds it took, or null when there was nothing to do */
async function makePart(part: Part, force: boolean): Promise<number | null> {
  const { sources, result, make } = PLANS[part];
  const stamp = path.join(OUT, 'stamps', part);
  const wanted = fingerprint(ROOT, [...sources, 'scripts/build.ts', 'scripts/build', 'package-lock.json']);
  const isMade = existsSync(path.join(OUT, result)) && existsSync(stamp);
  if (!force && isMade && readFileSync(stamp, 'utf8') === wanted) return null;
  rmSync(stamp, { force: true });
  const startedAt = performance.now();
  await make();
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
  return Math.round(performance.now() - startedAt);
}

const { values } = parseArgs({
  options: { only: { type: 'string', multiple: true }, force: { type: 'boolean' } },
});
const unknown = values.only?.find((name) => !(PARTS as readonly string[]).includes(name));
if (unknown !== undefined) {
  console.error(`There is no part "${unknown}". Parts are: ${PARTS.join(', ')}.`);
  process.exit(2);
}
const chosen = PARTS.filter((part) => values.only === undefined || values.only.includes(part));
for (const [index, part] of chosen.entries()) {
  const label = `[${index + 1}/${chosen.length}] ${part}`;
  try {
    const tookMs = await makePart(part, values.force === true);
    console.log(
      tookMs === null ? `${label}: unchanged` : `${label}: built in ${(tookMs / 1000).toFixed(1)} s`,
    );
  } catch (error) {
    console.error(`${label}: could not be built.`);
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
