import { safeFileName } from '#shared/domain/attachments/safe-file-name.ts';

/** Offers a file to be saved under a safe name. As bytes without a type, so that no system opens it by itself. */
export function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: 'application/octet-stream' }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = safeFileName(name);
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  // The download reads the address after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
