import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

const PLACEHOLDER = /\b__PRECACHE__\b/g;

/**
 * Builds the browser host's service worker into `service-worker.js`, and tells it which files the program consists of.
 * @param entry its source; @param publicDir folder whose files Vite copies as they are
 */
export function precachePlugin(entry: string, publicDir: string): Plugin {
  const fileName = 'service-worker.js';
  return {
    name: 'vakhta-precache',
    apply: 'build',
    enforce: 'post',
    buildStart() {
      // Workers are bundles of their own, which run this plugin too, but need no service worker.
      this.emitFile({ type: 'chunk', id: entry, fileName });
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const chunk = bundle[fileName];
        if (chunk?.type !== 'chunk') return;
        if (chunk.imports.length > 0) this.error('The service worker must be one file');
        const hash = createHash('sha256');
        const built = Object.values(bundle).filter(
          (file) => file.fileName !== fileName && !file.fileName.endsWith('.map'),
        );
        for (const file of built.toSorted((a, b) => (a.fileName < b.fileName ? -1 : 1)))
          hash.update(file.fileName).update(file.type === 'chunk' ? file.code : file.source);
        const inPublic = existsSync(publicDir)
          ? readdirSync(publicDir, { recursive: true, withFileTypes: true })
          : [];
        const copied = inPublic
          .filter((file) => file.isFile())
          .map((file) =>
            path.relative(publicDir, path.join(file.parentPath, file.name)).replaceAll(path.sep, '/'),
          );
        const files = [...built.map((file) => file.fileName), ...copied].toSorted();
        const precache = { version: hash.update(files.join()).digest('hex').slice(0, 16), files };
        chunk.code = chunk.code.replace(PLACEHOLDER, () => JSON.stringify(precache));
      },
    },
  };
}
