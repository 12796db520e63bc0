import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

const FILE_URL = /new URL\(\s*(["'`])([^"'`${}:]+)\1\s*,\s*import\.meta\.url\s*\)/g;

/**
 * Bundled code finds the files beside its sources no more. Wherever a module names one by
 * `new URL('…', import.meta.url)`, the file (or folder) is copied into `files` beside the bundle and the address
 * changed to it. What is not there at build time is left alone.
 */
export function relocateFiles(outDir: string): Plugin {
  return {
    name: 'relocate-files',
    enforce: 'pre',
    transform(code, id) {
      if (!code.includes('import.meta.url')) return null;
      const from = path.dirname(id.split('?')[0] ?? id);
      let changed = false;
      const moved = code.replace(FILE_URL, (whole, _quote: string, relative: string) => {
        const source = path.resolve(from, relative);
        if (!existsSync(source) || source === from) return whole;
        changed = true;
        const isFolder = statSync(source).isDirectory();
        // The same file may be named in several ways; it is copied once.
        const name = `${createHash('sha256').update(path.relative(outDir, source)).digest('hex').slice(0, 8)}-${path.basename(source)}`;
        mkdirSync(path.join(outDir, 'files'), { recursive: true });
        cpSync(source, path.join(outDir, 'files', name), { recursive: true });
        return `new URL(${JSON.stringify(`./files/${name}${isFolder ? '/' : ''}`)}, import.meta.url)`;
      });
      return changed ? { code: moved, map: null } : null;
    },
  };
}
