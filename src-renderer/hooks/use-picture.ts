import { useEffect, useRef, useState } from 'react';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import { loadPicture, type LoadedPicture } from './load-picture.ts';
import { useDesk } from './use-desk.ts';
import { useLivePart } from './use-live.ts';

export type PictureState =
  | { readonly kind: 'loading' }
  /** `url` lives as long as the component. */
  | { readonly kind: 'shown'; readonly url: string; readonly width: number; readonly height: number }
  | Exclude<LoadedPicture, { kind: 'shown' }>;

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
      const loaded = await loadPicture(read, attachment.sha256);
      if (cancelled) return;
      if (loaded.kind !== 'shown') return setState(loaded);
      url = URL.createObjectURL(loaded.blob);
      setState({ kind: 'shown', url, width: loaded.width, height: loaded.height });
    };
    void load();
    return () => {
      cancelled = true;
      if (url !== null) URL.revokeObjectURL(url);
    };
  }, [read, attachment.sha256, wanted, attempt]);

  return state;
}
