import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkImports, complainAboutCoverage } from '#scripts/import-rules/check-imports.ts';

const project = path.resolve(import.meta.dirname, '../../..');

/** What each file of the planted project imports, and the rule that must object; null where nothing is wrong. */
const PLANTED: readonly [file: string, source: string, rule: string | null][] = [
  ['src-shared/base/result.ts', 'export type R = 1;', null],
  ['src-shared/base/zod.ts', "import { z } from 'zod'; export const a = z.string();", null],
  [
    'src-shared/domain/ticket.ts',
    "import type { R } from '#shared/base/result.ts'; export type T = R;",
    null,
  ],
  [
    'src-shared/base/upwards.ts',
    "import type { T } from '#shared/domain/ticket.ts'; export type U = T;",
    'not-in-allowed',
  ],
  [
    'src-shared/domain/node.ts',
    "import fs from 'node:fs'; export const f = fs;",
    'page-without-electron-and-node',
  ],
  ['src-shared/domain/react.ts', "import React from 'react'; export const r = React;", 'not-in-allowed'],
  ['src-main/services/a/a.ts', "import { app } from 'electron'; export const a = app;", null],
  ['src-main/services/b/b.ts', "import { a } from '../a/a.ts'; export const b = a;", 'not-in-allowed'],
  [
    'src-main/services/b/ipc.ts',
    "import { r } from '#main/ipc/router.ts'; export const i = r;",
    'not-in-allowed',
  ],
  ['src-main/ipc/router.ts', "import { a } from '#main/services/a/a.ts'; export const r = a;", null],
  [
    'src-main/services/b/helpdesk.ts',
    "import { h } from '#helpdesk/index.ts'; export const i = h;",
    'not-in-allowed',
  ],
  [
    'src-main/services/helpdesk-host/host.ts',
    "import { h } from '#helpdesk/index.ts'; export const i = h;",
    null,
  ],
  [
    'src-main/services/helpdesk-host/deep.ts',
    "import { d } from '#helpdesk/desk/desk.ts'; export const i = d;",
    'not-in-allowed',
  ],
  [
    'src-main/app/page.ts',
    "import { q } from '#renderer/features/queue/queue.ts'; export const p = q;",
    'not-in-allowed',
  ],
  [
    'src-renderer/features/queue/queue.ts',
    "import { h } from '#renderer/hooks/h.ts'; export const q = h;",
    null,
  ],
  [
    'src-renderer/hooks/h.ts',
    "import type { R } from '#renderer/data/read/r.ts'; export const h: R = 1;",
    null,
  ],
  ['src-renderer/data/read/r.ts', "import { s } from '../store/s.ts'; export type R = typeof s;", null],
  ['src-renderer/data/store/s.ts', "import Dexie from 'dexie'; export const s = Dexie;", null],
  [
    'src-renderer/data/outbox/dexie.ts',
    "import Dexie from 'dexie'; export const s = Dexie;",
    'dexie-in-the-store-only',
  ],
  [
    'src-renderer/data/read/react.ts',
    "import React from 'react'; export const r = React;",
    'ring-without-react',
  ],
  [
    'src-renderer/data/write/remote.ts',
    "import { r } from '../remote/remote.ts'; export const w = r;",
    'not-in-allowed',
  ],
  ['src-renderer/data/remote/remote.ts', 'export const r = 1;', null],
  ['src-renderer/data/sync/sync.ts', "import { r } from '../remote/remote.ts'; export const s = r;", null],
  [
    'src-renderer/features/ticket/other.ts',
    "import type { q } from '../queue/queue.ts'; export type O = typeof q;",
    'not-in-allowed',
  ],
  [
    'src-renderer/features/ticket/store.ts',
    "import { s } from '#renderer/data/store/s.ts'; export const t = s;",
    'not-in-allowed',
  ],
  [
    'src-renderer/features/ticket/electron.ts',
    "import { app } from 'electron'; export const t = app;",
    'page-without-electron-and-node',
  ],
  ['src-helpdesk/index.ts', "import { d } from './desk/desk.ts'; export const h = d;", null],
  ['src-helpdesk/desk/desk.ts', "import { s } from '../storage/storage.ts'; export const d = s;", null],
  ['src-helpdesk/storage/storage.ts', 'export const s = 1;', null],
  [
    'src-helpdesk/storage/upwards.ts',
    "import { d } from '../desk/desk.ts'; export const u = d;",
    'not-in-allowed',
  ],
  [
    'src-helpdesk/http/shortcut.ts',
    "import { s } from '../storage/storage.ts'; export const h = s;",
    'not-in-allowed',
  ],
  [
    'src-helpdesk/http/electron.ts',
    "import { app } from 'electron'; export const e = app;",
    'helpdesk-without-electron-and-page',
  ],
  [
    'src-helpdesk/desk/test.ts',
    "import { t } from '#tests/support/t.ts'; export const x = t;",
    'no-import-of-tests',
  ],
  ['tests/support/t.ts', "import { h } from '#helpdesk/index.ts'; export const t = h;", null],
  ['src-shared/sync/lost.ts', "import { n } from './nowhere.ts'; export const l = n;", 'no-unresolved'],
  ['src-shared/sync/one.ts', "import type { Two } from './two.ts'; export type One = Two;", 'no-cycles'],
  ['src-shared/sync/two.ts', "import type { One } from './one.ts'; export type Two = { one: One };", null],
];

describe('the import rules', () => {
  let root: string;
  let complaints: readonly string[];

  beforeAll(async () => {
    root = mkdtempSync(path.join(tmpdir(), 'vakhta-rules-'));
    for (const [file, source] of PLANTED) {
      mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      writeFileSync(path.join(root, file), source);
    }
    const imports = Object.fromEntries(
      ['shared', 'main', 'renderer', 'helpdesk', 'tests'].map((zone) => [
        `#${zone}/*`,
        `./${zone === 'tests' ? zone : `src-${zone}`}/*`,
      ]),
    );
    writeFileSync(
      path.join(root, 'package.json'),
      JSON.stringify({ name: 'planted', type: 'module', imports }),
    );
    symlinkSync(path.join(project, 'node_modules'), path.join(root, 'node_modules'), 'junction');
    complaints = await checkImports(root, 10);
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const rulesBrokenBy = (file: string) =>
    complaints
      .filter((complaint) => complaint.split(': ')[1]?.startsWith(`${file} ->`))
      .map((complaint) => complaint.split(': ')[0]);

  it.each(PLANTED.filter(([, , rule]) => rule === null))('let %s be: %s', (file) => {
    expect(rulesBrokenBy(file)).toEqual([]);
  });

  it.each(PLANTED.filter(([, , rule]) => rule !== null))('object to %s: %s', (file, _source, rule) => {
    expect(rulesBrokenBy(file)).toContain(rule);
  });
});

describe('the look at the imports itself', () => {
  it('is a failure when hardly any module was seen, as with a parser that cannot read TypeScript', () => {
    expect(complainAboutCoverage([], [])).toEqual([
      'only 0 modules were looked at, fewer than 40: the checker is broken',
    ]);
  });

  it('is a failure when one file was not seen', () => {
    expect(complainAboutCoverage(['a.ts', 'b.ts'], ['a.ts'], 1)).toEqual([
      'b.ts was not looked at: the checker is broken',
    ]);
  });

  it('is a failure for a project without files', async () => {
    const empty = mkdtempSync(path.join(tmpdir(), 'vakhta-rules-'));
    try {
      mkdirSync(path.join(empty, 'src-shared'));
      expect(await checkImports(empty)).toHaveLength(1);
    } finally {
      rmSync(empty, { recursive: true });
    }
  });
});
