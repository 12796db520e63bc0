import { useEffect, useMemo, useState } from 'react';
import type { Result } from '#shared/base/result.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import { useHelpdeskApi } from '#renderer/hooks/helpdesk-api.ts';
import { HEADER_BYTES, MAX_PICTURE_PIXELS, readPictureHeader } from '#renderer/hooks/picture-header.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { usePlatform, useSettings } from '#renderer/hooks/use-platform.ts';
import type { ConversationParts } from './conversation-context.ts';
import { inlineAttachments } from './inline-attachments.ts';

/** At most so many pictures are asked for at a time. */
const AT_ONCE = 4;

export interface LetterPictures {
  /** By the letter's address, as `blob:`. */
  readonly pictures: ReadonlyMap<string, string>;
  /** Whether pictures from outside are shown. */
  readonly allowed: boolean;
  /** Pictures that could not be had. */
  readonly failed: number;
  showOnce(): void;
  showAlways(): void;
}

const NONE: ReadonlyMap<string, string> = new Map();

/**
 * The pictures of a letter that are not in its HTML: those that came with it (`cid:`), and those from outside once
 * somebody wants them, fetched by the helpdesk.
 * @param remote addresses of pictures from outside
 */
export function useLetterPictures(
  message: Extract<Message, { kind: 'customer' }>,
  html: string,
  remote: readonly string[],
  sender: ConversationParts['sender'],
): LetterPictures {
  const { read } = useDesk();
  const api = useHelpdeskApi();
  const platform = usePlatform();
  const settings = useSettings();
  const [once, setOnce] = useState(false);
  const always = sender !== null && settings.pictureSenders.some(({ id }) => id === sender.id);
  const allowed = once || always;

  const wanted = useMemo(
    () => [
      ...inlineAttachments(message.attachments, html).map(({ contentId, sha256 }) => ({
        address: `cid:${contentId}`,
        load: () => read.readFile(sha256),
      })),
      ...(allowed ? remote.map((address) => ({ address, load: () => api.remotePicture(address) })) : []),
    ],
    [message.attachments, html, allowed, remote, read, api],
  );
  const { pictures, failed } = useLoaded(wanted);
  return {
    pictures,
    allowed,
    failed,
    showOnce: () => setOnce(true),
    showAlways: () => {
      if (sender === null || always) return;
      const before = platform.settings.get().pictureSenders;
      void platform.settings.write({ pictureSenders: [...before, sender] });
    },
  };
}

interface Wanted {
  readonly address: string;
  readonly load: () => Promise<Result<Blob, unknown>>;
}

function useLoaded(wanted: readonly Wanted[]) {
  const [loaded, setLoaded] = useState({ pictures: NONE, failed: 0 });
  useEffect(() => {
    if (wanted.length === 0) return;
    let ended = false;
    const urls = new Map<string, string>();
    let failed = 0;
    let pixelsLeft = MAX_PICTURE_PIXELS;
    const queue = [...wanted];
    const work = async () => {
      for (let next = queue.shift(); next !== undefined && !ended; next = queue.shift()) {
        const file = await next.load().catch(() => null);
        const picture = file?.ok === true ? await asPicture(file.value) : null;
        if (ended) return;
        if (picture === null || picture.pixels > pixelsLeft) {
          failed += 1;
          continue;
        }
        pixelsLeft -= picture.pixels;
        urls.set(next.address, URL.createObjectURL(picture.blob));
      }
    };
    void Promise.all(Array.from({ length: AT_ONCE }, work)).then(() => {
      if (!ended) setLoaded({ pictures: urls, failed });
    });
    return () => {
      ended = true;
      for (const url of urls.values()) URL.revokeObjectURL(url);
    };
  }, [wanted]);
  return loaded;
}

/** Bytes as one of the four raster types, by their content; null for anything else. */
async function asPicture(file: Blob): Promise<{ readonly blob: Blob; readonly pixels: number } | null> {
  const header = readPictureHeader(new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer()));
  if (header === null) return null;
  return { blob: new Blob([file], { type: header.type }), pixels: header.width * header.height };
}
