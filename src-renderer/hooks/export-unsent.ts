import type { Sha256 } from '#shared/base/brand.ts';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import type { Person } from '#shared/domain/people/person.ts';
import type { Command } from '#shared/sync/command.ts';
import { attachmentsOf } from '#shared/sync/command.ts';
import type { Desk } from '#renderer/data/desk.ts';
import { saveFile } from './save-file.ts';

/** Most bytes of attachments put into one export file, 200 MB. */
const MAX_FILE_BYTES = 200 * 1024 * 1024;

/** Unsent work, wherever it was found. */
interface Unsent {
  readonly person: Person;
  readonly commands: readonly {
    readonly state: unknown;
    readonly ticket: { readonly number: number; readonly subject: string } | null;
    readonly command: Command;
  }[];
  readonly drafts: readonly Draft[];
  /** What this version cannot read, as it is. */
  readonly unreadable: readonly unknown[];
  readonly readFile: (sha256: Sha256) => Promise<Blob | null>;
}

/** Writes all unsent work (commands, drafts, what could not be read, and their files) into one JSON file. */
export function exportUnsent(desk: Desk, now: Date): Promise<void> {
  const { read } = desk;
  const drafts = read.draftList.get().map(({ draft }) => draft);
  const commands = read.outbox.get().map(({ command, state, ticket }) => ({
    state,
    ticket: ticket === null ? null : { number: ticket.number, subject: ticket.subject },
    command,
  }));
  const readFile = async (sha256: Sha256) => {
    const file = await read.readFile(sha256);
    return file.ok ? file.value : null;
  };
  return saveUnsent(
    { person: read.me.get(), commands, drafts, unreadable: read.quarantine.get(), readFile },
    now,
  );
}

/** Writes unsent work into one JSON file and offers it to be saved. */
export async function saveUnsent(unsent: Unsent, now: Date): Promise<void> {
  const { readFile, ...content } = unsent;
  const attachments = [
    ...unsent.commands.flatMap(({ command }) => attachmentsOf(command)),
    ...unsent.drafts.flatMap((draft) => draft.attachments),
  ];
  const files: Record<string, string> = {};
  let room = MAX_FILE_BYTES;
  for (const { sha256, size } of attachments) {
    if (sha256 in files || size > room) continue;
    const file = await readFile(sha256);
    if (file === null) continue;
    files[sha256] = await toDataUrl(file);
    room -= size;
  }
  const whole = { product: 'vakhta', exportedAt: now.toISOString(), ...content, files };
  const name = `vakhta-unsent-${now.toISOString().slice(0, 16).replaceAll(':', '-')}.json`;
  saveFile(new Blob([JSON.stringify(whole, null, 2)]), name);
}

function toDataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(typeof reader.result === 'string' ? reader.result : ''));
    reader.addEventListener('error', () => reject(reader.error ?? new Error('unreadable')));
    reader.readAsDataURL(blob);
  });
}
