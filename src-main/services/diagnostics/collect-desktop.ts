import { readdir, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  desktopDiagnosticsSchema,
  fitting,
  osOf,
  versionOr,
  type DesktopDiagnostics,
} from '#shared/contract/diagnostics/diagnostics.ts';
import { settingsPartOf } from '#shared/contract/diagnostics/settings-part.ts';
import type { Settings } from '#shared/contract/ipc/settings.ts';
import { readLogTail } from './read-log.ts';

/** What is asked about: the places are read, never written. */
export interface DesktopFacts {
  readonly version: string;
  readonly isPackaged: boolean;
  readonly settings: () => Settings;
  readonly wereSettingsDamaged: boolean;
  readonly areSecretsProtected: boolean;
  readonly logs: string;
  readonly journals: string;
}

/** Main's part of a diagnostics file, field by field; it needs no window. */
export async function collectDesktop(facts: DesktopFacts): Promise<DesktopDiagnostics> {
  const { version, electron, chrome, node } = { ...process.versions, version: facts.version };
  const [log, journals] = await Promise.all([readLogTail(facts.logs), measureJournals(facts.journals)]);
  return desktopDiagnosticsSchema.parse({
    version: versionOr(version, '0.0.0'),
    electron: versionOr(electron, null),
    chrome: versionOr(chrome, null),
    node: versionOr(node, null),
    os: osOf(process.platform),
    arch: fitting(desktopDiagnosticsSchema.shape.arch, process.arch, 'other' as const),
    isPackaged: facts.isPackaged,
    memory: { total: os.totalmem(), free: os.freemem() },
    upSeconds: Math.round(process.uptime()),
    areSecretsProtected: facts.areSecretsProtected,
    wereSettingsDamaged: facts.wereSettingsDamaged,
    settings: settingsPartOf(facts.settings()),
    journals,
    log,
  });
}

/** Sizes of the journals, without their names: those are of people and helpdesks. */
async function measureJournals(root: string): Promise<DesktopDiagnostics['journals']> {
  const profiles = await readdir(root, { withFileTypes: true }).catch(() => []);
  return Promise.all(
    profiles
      .filter((entry) => entry.isDirectory())
      .map(async ({ name }) => {
        const folder = path.join(root, name);
        const [own, kept] = await Promise.all([sizes(folder), sizes(path.join(folder, 'files'))]);
        return {
          logBytes: own.find((file) => file.name === 'log')?.bytes ?? 0,
          putAside: own.filter((file) => file.name.includes('damaged')).length,
          files: kept.length,
          fileBytes: kept.reduce((sum, file) => sum + file.bytes, 0),
        };
      }),
  );
}

async function sizes(folder: string): Promise<readonly { name: string; bytes: number }[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async ({ name }) => ({
        name,
        bytes: await stat(path.join(folder, name)).then(
          (found) => found.size,
          () => 0,
        ),
      })),
  );
}
