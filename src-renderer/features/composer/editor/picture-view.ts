import type { NodeViewConstructor } from 'prosemirror-view';
import type { Sha256 } from '#shared/base/brand.ts';

/** Gives a picture's bytes as an address to show, or null when they cannot be shown. */
export type ShowPicture = (sha256: Sha256) => Promise<string | null>;

/** Shows a picture where it stands in the text; its name until its bytes are there, or where they are not. */
export function pictureView(show: ShowPicture): NodeViewConstructor {
  return (node) => {
    const dom = document.createElement('img');
    let isHere = true;
    dom.alt = typeof node.attrs['alt'] === 'string' ? node.attrs['alt'] : '';
    dom.dataset['sha256'] = String(node.attrs['sha256']);
    void show(node.attrs['sha256'] as Sha256).then((url) => {
      if (isHere && url !== null) dom.src = url;
    });
    return {
      dom,
      ignoreMutation: () => true,
      destroy: () => {
        isHere = false;
      },
    };
  };
}
