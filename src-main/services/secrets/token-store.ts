import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Logger } from '#shared/base/ports.ts';
import { errorCode, type Disk } from '#main/disk/disk.ts';
import { writeDurably } from '#main/disk/write-durably.ts';

/** The system's store of secrets: a port, so that tests need no system. */
export interface SecretBox {
  /** The system has a store that other users and other programs cannot simply read. */
  readonly isProtected: boolean;
  seal(text: string): Buffer;
  /** @throws when it was sealed on another machine or by another user */
  unseal(sealed: Buffer): string;
}

export interface TokenStore {
  readonly isProtected: boolean;
  /** The token that a helpdesk gave, by the key of that helpdesk. */
  find(helpdesk: string): string | null;
  /** Keeps a token; it counts at once, and is on the disk when the promise resolves (or could not be written). */
  keep(helpdesk: string, token: string): Promise<void>;
  forget(helpdesk: string): Promise<void>;
}

const fileSchema = z.object({
  tokens: z.record(z.string(), z.object({ sealed: z.boolean(), value: z.string() })),
});

/**
 * Tokens of signed-in devices, sealed by the system's secret store. Where the system has none they lie in the same file
 * unsealed, readable for the owner only, and the operator is told (notice `secrets-unprotected`): without them nobody
 * could work on after a restart without network.
 */
export function openTokenStore(options: {
  file: string;
  box: SecretBox;
  disk: Disk;
  log: Logger;
}): TokenStore {
  const { file, box, disk, log } = options;
  const tokens = readTokens(file, box, log);
  let writing: Promise<void> = Promise.resolve();

  function seal(token: string) {
    return box.isProtected
      ? { sealed: true, value: box.seal(token).toString('base64') }
      : { sealed: false, value: Buffer.from(token, 'utf8').toString('base64') };
  }

  function write(): Promise<void> {
    writing = writing.then(async () => {
      const sealed = Object.fromEntries([...tokens].map(([key, token]) => [key, seal(token)]));
      try {
        await writeDurably(disk, file, JSON.stringify({ tokens: sealed }));
      } catch (error) {
        log.error('secrets: not written', { code: errorCode(error) });
      }
    });
    return writing;
  }

  return {
    isProtected: box.isProtected,
    find: (helpdesk) => tokens.get(helpdesk) ?? null,
    keep(helpdesk, token) {
      tokens.set(helpdesk, token);
      return write();
    },
    forget(helpdesk) {
      return tokens.delete(helpdesk) ? write() : writing;
    },
  };
}

function readTokens(file: string, box: SecretBox, log: Logger): Map<string, string> {
  const tokens = new Map<string, string>();
  let stored: z.output<typeof fileSchema>;
  try {
    stored = fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (errorCode(error) !== 'ENOENT')
      log.warn('secrets: the file cannot be read, people must sign in again');
    return tokens;
  }
  for (const [helpdesk, { sealed, value }] of Object.entries(stored.tokens)) {
    try {
      const bytes = Buffer.from(value, 'base64');
      tokens.set(helpdesk, sealed ? box.unseal(bytes) : bytes.toString('utf8'));
    } catch {
      log.warn('secrets: a token cannot be unsealed, its person must sign in again');
    }
  }
  return tokens;
}
