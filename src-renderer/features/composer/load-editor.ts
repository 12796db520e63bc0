import type { createRichEditor } from './editor/rich-editor.ts';

interface Loaded {
  readonly create: typeof createRichEditor;
}

let loaded: Loaded | null = null;
let loading: Promise<Loaded> | null = null;

/** The editor, if it is here already. It comes in a file of its own, so that the window's first picture does not wait for it. */
export function editorIfHere(): Loaded | null {
  return loaded;
}

/** Fetches the editor; asked for ahead, when nothing else is going on. */
export async function loadEditor(): Promise<Loaded> {
  loading ??= import('./editor/rich-editor.ts').then(({ createRichEditor: create }) => ({ create }));
  try {
    loaded = await loading;
    return loaded;
  } catch (error) {
    loading = null;
    throw error;
  }
}
