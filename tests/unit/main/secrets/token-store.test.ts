import * as disk from 'node:fs/promises';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTokenStore, type SecretBox } from '#main/services/secrets/token-store.ts';
import { makeLog } from '../silent-log.ts';
import { provideTempFolders } from '../temp-folder.ts';

const makeFolder = provideTempFolders();
const TOKEN = 'a-token-of-a-device';

/** A secret store that only its own "machine" can read. */
function makeBox(isProtected: boolean, machine = 1): SecretBox {
  return {
    isProtected,
    seal: (text) => Buffer.from([machine, ...Buffer.from(text)].map((byte) => byte ^ 0x5a)),
    unseal(sealed) {
      const bytes = sealed.map((byte) => byte ^ 0x5a);
      if (bytes[0] !== machine) throw new Error('sealed elsewhere');
      return Buffer.from(bytes.subarray(1)).toString();
    },
  };
}

function setUp() {
  const file = path.join(makeFolder(), 'secrets.json');
  return { file, open: (box: SecretBox) => openTokenStore({ file, box, disk, log: makeLog() }) };
}

describe('token store', () => {
  it('keeps a token sealed, per helpdesk, over a restart', async () => {
    const { file, open } = setUp();
    await open(makeBox(true)).keep('https://a.example', TOKEN);
    expect(readFileSync(file, 'utf8')).not.toContain(Buffer.from(TOKEN).toString('base64'));
    const again = open(makeBox(true));
    expect(again.find('https://a.example')).toBe(TOKEN);
    expect(again.find('https://b.example')).toBeNull();
  });

  it('without a secret store keeps it all the same, and says so', async () => {
    const { open } = setUp();
    const store = open(makeBox(false));
    expect(store.isProtected).toBe(false);
    await store.keep('embedded', TOKEN);
    expect(open(makeBox(false)).find('embedded')).toBe(TOKEN);
  });

  // Windows keeps rights in access lists, not in a mode.
  it.skipIf(process.platform === 'win32')('nobody else may read its file', async () => {
    const { file, open } = setUp();
    await open(makeBox(false)).keep('embedded', TOKEN);
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('forgets', async () => {
    const { open } = setUp();
    const store = open(makeBox(true));
    await store.keep('embedded', TOKEN);
    await store.forget('embedded');
    expect(store.find('embedded')).toBeNull();
    expect(open(makeBox(true)).find('embedded')).toBeNull();
  });

  it('a token sealed on another machine, or a damaged file, means to sign in again', async () => {
    const { file, open } = setUp();
    await open(makeBox(true, 1)).keep('embedded', TOKEN);
    expect(open(makeBox(true, 2)).find('embedded')).toBeNull();
    writeFileSync(file, '{"tokens":');
    expect(open(makeBox(true, 1)).find('embedded')).toBeNull();
  });
});
