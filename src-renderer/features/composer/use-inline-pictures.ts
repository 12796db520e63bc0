import { useCallback, useEffect, useRef } from 'react';
import type { Sha256 } from '#shared/base/brand.ts';
import { loadPicture } from '#renderer/hooks/load-picture.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import type { ShowPicture } from './editor/picture-view.ts';

/** Addresses of the pictures in the text, made once each; they live as long as the field. */
export function useInlinePictures(): ShowPicture {
  const { read } = useDesk();
  const urls = useRef(new Map<Sha256, Promise<string | null>>());
  useEffect(() => {
    const made = urls.current;
    return () => {
      for (const url of made.values()) void url.then((it) => it !== null && URL.revokeObjectURL(it));
      made.clear();
    };
  }, []);
  return useCallback(
    (sha256) => {
      const known = urls.current.get(sha256);
      if (known !== undefined) return known;
      const url = loadPicture(read, sha256).then((loaded) =>
        loaded.kind === 'shown' ? URL.createObjectURL(loaded.blob) : null,
      );
      urls.current.set(sha256, url);
      return url;
    },
    [read],
  );
}
