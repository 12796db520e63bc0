import { readFileSync, writeFileSync } from 'node:fs';

/** Remembers in a file on which port the embedded helpdesk answered. Forgetting it costs old links only. */
export function makePortMemory(file: string): { readPort(): number; keepPort(port: number): void } {
  return {
    readPort() {
      try {
        const port = Number(readFileSync(file, 'utf8'));
        return Number.isInteger(port) && port >= 1024 && port <= 65_535 ? port : 0;
      } catch {
        return 0;
      }
    },
    keepPort(port) {
      try {
        writeFileSync(file, String(port), { mode: 0o600 });
      } catch {
        // A full disk is told where it matters.
      }
    },
  };
}
