import { useRef, useState } from 'react';
import { useWorkspace, useWorkspacePart } from '#renderer/hooks/workspace.ts';
import { PaletteDialog } from './palette-dialog.tsx';
import type { PaletteItem } from './palette-item.ts';

/** Most that is remembered of what was chosen; of this window only, and not kept. */
const MOST_RECENT = 6;

/** The command palette: everything that can be done or gone to, by its name. */
export function Palette() {
  const opened = useWorkspacePart((state) => state.dialog === 'palette');
  const recent = useRef<readonly string[]>([]);
  const remember = (id: string) => {
    recent.current = [id, ...recent.current.filter((each) => each !== id)].slice(0, MOST_RECENT);
  };
  return opened ? <OpenPalette recent={recent.current} remember={remember} /> : null;
}

function OpenPalette(props: { readonly recent: readonly string[]; readonly remember: (id: string) => void }) {
  const workspace = useWorkspace();
  const [opener] = useState(() => document.activeElement);
  const [recent] = useState(props.recent);

  /** Closes, and gives the focus back before anything is done: some actions are about what has it. */
  const close = () => {
    workspace.set({ dialog: null });
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    else workspace.focusOn('list');
  };
  const choose = (item: PaletteItem) => {
    props.remember(item.id);
    if (!('run' in item.choose)) return;
    close();
    item.choose.run();
  };
  return <PaletteDialog recent={recent} onChoose={choose} onClose={close} />;
}
