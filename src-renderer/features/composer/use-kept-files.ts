import { useCallback, useRef, useState } from 'react';
import {
  MAX_ATTACHMENT_BYTES,
  MAX_ATTACHMENTS,
  type Attachment,
} from '#shared/domain/attachments/attachment.ts';
import type { KeepFileError } from '#renderer/data/write/desk-writer.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';

/** A file on its way into the draft, or one that could not be kept. */
export interface IncomingFile {
  readonly key: number;
  readonly name: string;
  readonly size: number;
  readonly state: 'keeping' | KeepFileError | 'too-many';
}

/** Keeps files on this machine one after the other and hands each to the draft. */
export function useKeptFiles(onKept: (attachment: Attachment) => void, count: number) {
  const { write } = useDesk();
  const [incoming, setIncoming] = useState<readonly IncomingFile[]>([]);
  const nextKey = useRef(0);
  const latest = useRef({ onKept, count });
  latest.current = { onKept, count };

  const add = useCallback(
    async (
      files: readonly {
        readonly blob: Blob;
        readonly name: string;
        /** What is done with it instead. */
        readonly onKept?: (attachment: Attachment) => void;
      }[],
    ) => {
      const room = MAX_ATTACHMENTS - latest.current.count;
      const entries = files.map(({ blob, name }, index): IncomingFile => ({
        key: nextKey.current++,
        name,
        size: blob.size,
        state: index >= room ? 'too-many' : blob.size > MAX_ATTACHMENT_BYTES ? 'too-large' : 'keeping',
      }));
      setIncoming((list) => [...list, ...entries]);
      for (const [index, entry] of entries.entries()) {
        const file = files[index];
        if (entry.state !== 'keeping' || file === undefined) continue;
        const kept = await write.keepFile(file.blob, file.name);
        if (kept.ok) {
          setIncoming((list) => list.filter((item) => item.key !== entry.key));
          (file.onKept ?? latest.current.onKept)(kept.value);
        } else {
          const { error } = kept;
          setIncoming((list) =>
            list.map((item) => (item.key === entry.key ? { ...item, state: error } : item)),
          );
        }
      }
    },
    [write],
  );
  const dismiss = useCallback(
    (key: number) => setIncoming((list) => list.filter((item) => item.key !== key)),
    [],
  );
  return { incoming, add, dismiss };
}
