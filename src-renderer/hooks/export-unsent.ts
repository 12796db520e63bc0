import type { Desk } from '#renderer/data/desk.ts';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import { attachmentsOf } from '#shared/sync/command.ts';
import { saveFile } from './save-file.ts';

/** Most bytes of attachments put into one export file, 200 MB. */
const MAX_FILE_BYTES = 200 * 1024 * 1024;

/** Writes all unsent work (commands, drafts, what could not be read, and their files) into one JSON file. */
export async function exportUnsent(desk: Desk, now: Date): Promise<void> {
  const { read } = desk;
  const drafts: Draft[] = [];
  for (const ticketId of read.drafts.get()) {
    for (const kind of ['reply', 'note'] as const) {
      const draft = read.draft(ticketId, kind).get().draft;
      if (draft !== null) drafts.push(draft);
    }
  }
  const outbox = read.outbox.get();
  const attachments = [
    ...outbox.flatMap((item) => attachmentsOf(item.command)),
    ...drafts.flatMap((d) => d.attachments),
  ];
  const files: Record<string, string> = {};
  let room = MAX_FILE_BYTES;
  for (const { sha256, size } of attachments) {
    if (sha256 in files || size > room) continue;
    const file = await read.readFile(sha256);
    if (!file.ok) continue;
    files[sha256] = await toDataUrl(file.value);
    room -= size;
  }
  const content = {
    product: 'vakhta',
    exportedAt: now.toISOString(),
    person: read.me.get(),
    commands: outbox.map(({ command, state, ticket }) => ({
      state,
      ticket: ticket === null ? null : { number: ticket.number, subject: ticket.subject },
      command,
    })),
    drafts,
    unreadable: read.quarantine.get(),
    files,
  };
  const name = `vakhta-unsent-${now.toISOString().slice(0, 16).replaceAll(':', '-')}.json`;
  saveFile(new Blob([JSON.stringify(content, null, 2)]), name);
}

function toDataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(typeof reader.result === 'string' ? reader.result : ''));
    reader.addEventListener('error', () => reject(reader.error ?? new Error('unreadable')));
    reader.readAsDataURL(blob);
  });
}
