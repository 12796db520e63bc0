import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { LOG_MESSAGES } from '#shared/contract/diagnostics/diagnostics.ts';
import { DEFAULT_SETTINGS, type Settings } from '#shared/contract/ipc/settings.ts';
import { collectDesktop } from '#main/services/diagnostics/collect-desktop.ts';
import { describeDefect, openLogFile } from '#main/services/diagnostics/log-file.ts';
import { makeClock } from '../silent-log.ts';
import { provideTempFolders } from '../temp-folder.ts';

const makeFolder = provideTempFolders();
const MARK = 'Zq7MARK';

function setUp(settings: Settings = DEFAULT_SETTINGS) {
  const folder = makeFolder();
  const log = openLogFile({ folder: path.join(folder, 'logs'), clock: makeClock() });
  const collect = () =>
    collectDesktop({
      version: '0.1.0',
      isPackaged: true,
      settings: () => settings,
      wereSettingsDamaged: false,
      areSecretsProtected: true,
      logs: path.join(folder, 'logs'),
      journals: path.join(folder, 'journal'),
    });
  return { folder, log, collect };
}

describe('what main gives to a diagnostics file', () => {
  it('holds nothing of a secret, an address, a person or a path, wherever it stood', async () => {
    const { folder, log, collect } = setUp({
      ...DEFAULT_SETTINGS,
      helpdesk: { kind: 'remote', url: `http://${MARK}:${MARK}@${MARK}.example/?token=${MARK}` },
      paneWidths: { [MARK]: 1, views: 200 },
    });
    log.error(`${MARK} as a message`, { code: MARK });
    log.warn('ipc: a call was refused', { reason: `${MARK} reason`, name: MARK, other: MARK });
    log.error('defect: uncaught', describeDefect(new TypeError(`${MARK} words`)));
    log.error('defect: uncaught', { kind: MARK, places: `at ${MARK} (${MARK}) < at x (main.js:1:2)` });
    log.error('journal: append failed', { code: 'ENOSPC' });
    log.error('page: its process died', { reason: 'oom', code: 9 });
    writeFileSync(path.join(folder, 'logs', 'main.1.log'), `${MARK} torn line\n{"at":"${MARK}"}\n`);
    const profile = path.join(folder, 'journal', `${MARK}-profile`);
    mkdirSync(path.join(profile, 'files'), { recursive: true });
    writeFileSync(path.join(profile, 'log'), `${MARK} record\n`);
    writeFileSync(path.join(profile, `log.damaged-1`), MARK);
    writeFileSync(path.join(profile, 'files', `${MARK}.bin`), MARK);

    const collected = await collect();
    expect(JSON.stringify(collected)).not.toContain(MARK);
    expect(JSON.stringify(collected)).not.toContain(folder);
    expect(collected.settings).toEqual({
      helpdesk: 'remote',
      isEncrypted: false,
      isSignedIn: false,
      language: 'system',
      theme: 'system',
      notifications: true,
      paneWidths: { views: 200 },
    });
    expect(collected.journals).toEqual([
      { logBytes: MARK.length + 8, files: 1, fileBytes: MARK.length, putAside: 1 },
    ]);
    expect(collected.log.map(({ message }) => message)).toEqual([
      'other',
      'ipc: a call was refused',
      'defect: uncaught',
      'defect: uncaught',
      'journal: append failed',
      'page: its process died',
    ]);
    expect(collected.log[2]).toMatchObject({ kind: 'TypeError' });
    expect(collected.log[2]?.places?.[0]).toMatch(/^collect-desktop\.test\.ts:\d+:\d+$/);
    expect(collected.log[3]).toMatchObject({ kind: 'other', places: ['main.js:1:2'] });
    expect(collected.log.at(-2)).toMatchObject({ code: 'ENOSPC' });
    expect(collected.log.at(-1)).toMatchObject({ code: 9, reason: 'oom' });
  });

  it('is there without a log, a journal or a window', async () => {
    const { collect } = setUp();
    expect(await collect()).toMatchObject({ version: '0.1.0', journals: [], log: [] });
  });

  it('takes the last lines of both logs only', async () => {
    const { log, collect } = setUp();
    for (let n = 0; n < 400; n += 1) log.warn('helpdesk: ended unasked', { code: n, attempts: 1 });
    const { log: lines } = await collect();
    expect(lines).toHaveLength(300);
    expect(lines.at(-1)).toMatchObject({ code: 399 });
  });
});

it('every message that main logs is in the closed list, and every one in the list is logged', () => {
  const root = path.join(import.meta.dirname, '../../../../src-main');
  const logged = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [
      ...readFileSync(path.join(root, file), 'utf8').matchAll(
        /\blog\.(?:info|warn|error)\(\s*(?:'([^']*)'|([^'\s]))/g,
      ),
    ])
    .map((match) => match[1] ?? match[0]);
  expect([...new Set(logged)].sort()).toEqual([...LOG_MESSAGES].sort());
});
