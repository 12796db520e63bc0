import { useEffect, useRef, useState } from 'react';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import { HEADER_BYTES, MAX_PICTURE_PIXELS, readPictureHeader } from './picture-header.ts';
import { useDesk } from './use-desk.ts';
import { useLivePart } from './use-live.ts';

export type PictureState =
  | { readonly kind: 'loading' }
  /** Safe to show: the bytes are one of the four raster types and not too large. `url` lives as long as the component. */
  | { readonly kind: 'shown'; readonly url: string; readonly width: number; readonly height: number }
  /** The bytes are not what the name says, or too many pixels to decode. */
  | { readonly kind: 'not-a-picture' }
  | { readonly kind: 'too-many-pixels'; readonly width: number; readonly height: number }
  | { readonly kind: 'unavailable'; readonly why: 'offline' | 'missing' | 'signed-out' };

/** Loads an attachment to be shown as a picture, and tries again when the connection is back. */
export function usePicture(attachment: Attachment, wanted: boolean): PictureState {
  const { read } = useDesk();
  const [state, setState] = useState<PictureState>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);
  const online = useLivePart(read.connection, (value) => value.kind === 'online');
  const failed = state.kind === 'unavailable' && state.why !== 'missing';
  const wasOnline = useRef(online);

  useEffect(() => {
    if (online && !wasOnline.current && failed) setAttempt((n) => n + 1);
    wasOnline.current = online;
  }, [online, failed]);

  useEffect(() => {
    if (!wanted) return;
    let cancelled = false;
    let url: string | null = null;
    const load = async () => {
      const file = await read.readFile(attachment.sha256);
      if (cancelled) return;
      if (!file.ok) return setState({ kind: 'unavailable', why: file.error });
      const header = readPictureHeader(new Uint8Array(await file.value.slice(0, HEADER_BYTES).arrayBuffer()));
      if (cancelled) return;
      if (header === null) return setState({ kind: 'not-a-picture' });
      const { width, height } = header;
      if (width * height > MAX_PICTURE_PIXELS) return setState({ kind: 'too-many-pixels', width, height });
      url = URL.createObjectURL(new Blob([file.value], { type: header.type }));
      setState({ kind: 'shown', url, width, height });
    };
    void load();
    return () => {
      cancelled = true;
      if (url !== null) URL.revokeObjectURL(url);
    };
  }, [read, attachment.sha256, wanted, attempt]);

  return state;
}
