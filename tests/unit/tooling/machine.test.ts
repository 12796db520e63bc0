import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { runQuietly } from '#scripts/bootstrap/run-quietly.mjs';
import { findFreePort } from '#scripts/machine/free-port.ts';
import { readMissingLibraries } from '#scripts/machine/shared-libraries.ts';
import { newestPackage } from '#scripts/provision/apt.ts';

describe('missing libraries', () => {
  it('are read from what ldd prints, each once', () => {
    const listing = [
      '\tlibm.so.6 => /lib/libm.so.6 (0x00007f)',
      '\tlibnss3.so => not found',
      '\tlibgtk-3.so.0 => not found',
      '\tlibnss3.so => not found',
    ].join('\n');
    expect(readMissingLibraries(listing)).toEqual(['libgtk-3.so.0', 'libnss3.so']);
  });
});

describe('progress of apt', () => {
  it('names the package it is at', () => {
    const text =
      'Get:7 http://mirror/debian bookworm/main amd64 libnss3 amd64 2:3.87 [1,331 kB]\nUnpacking xvfb (2:21) ...\n';
    expect(newestPackage(text)).toBe('xvfb');
  });
});

describe('a port', () => {
  it('that is taken is passed over', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    try {
      expect(await findFreePort(port)).not.toBe(port);
    } finally {
      taken.close();
    }
  });
});

describe('a program that is run quietly', () => {
  const node = (script: string, options = {}) =>
    runQuietly('test', process.execPath, ['-e', script], options);

  it('gives its output and its exit code', async () => {
    const run = await node('console.log("out"); console.error("err"); process.exit(3)');
    expect(run).toMatchObject({ code: 3, timedOut: false });
    expect(run.output).toContain('out');
    expect(run.output).toContain('err');
  });

  it('is stopped when it falls silent or takes too long', async () => {
    const forever = 'setInterval(() => {}, 1000)';
    expect((await node(forever, { silenceMs: 200 })).timedOut).toBe(true);
    expect((await node(forever, { limitMs: 200 })).timedOut).toBe(true);
  });

  it('that does not exist is told apart', async () => {
    expect((await runQuietly('test', 'no-such-program-here', [])).code).toBe(127);
  });
});
