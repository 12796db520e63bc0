import react from '@vitejs/plugin-react';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vite';
import { precachePlugin } from './scripts/build/precache-plugin.ts';

const { version } = JSON.parse(readFileSync(path.resolve(import.meta.dirname, 'package.json'), 'utf8')) as {
  version: string;
};
const publicDir = path.resolve(import.meta.dirname, 'assets/public');
const serviceWorker = path.resolve(import.meta.dirname, 'src-renderer/platform/browser/service-worker.ts');

/** The renderer: the same build for both hosts. */
export default defineConfig({
  root: 'src-renderer',
  base: './',
  publicDir,
  define: { __VAKHTA_VERSION__: JSON.stringify(version) },
  plugins: [react(), precachePlugin(serviceWorker, publicDir)],
  worker: { format: 'es' },
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    target: 'chrome130',
    sourcemap: false,
  },
});
