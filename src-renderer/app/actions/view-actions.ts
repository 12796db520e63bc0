import { IconBookmarkPlus, IconFilter } from '@tabler/icons-react';
import { newView } from '#renderer/hooks/edit-view.ts';
import type { Action, Availability } from '#renderer/hooks/use-actions.ts';
import { go, one, type ActionParts } from './action-parts.ts';

/** Views of one's own, and the filter above the list. */
export function viewActions({ workspace, views }: ActionParts): readonly Action[] {
  const inQueue = (): Availability => (workspace.get().screen === 'queue' ? 'yes' : 'hidden');
  const present = () => {
    const { savedId } = workspace.get();
    return savedId === null ? null : views.find(savedId);
  };
  const nth = (n: number) => views.live.get().flatMap((each) => (each.kind === 'view' ? [each.view] : []))[n];

  return [
    {
      name: 'view.filter',
      group: 'list',
      label: () => 'action.queue.filter',
      icon: IconFilter,
      keys: [one('KeyF', { shift: true })],
      when: inQueue,
      run: () => workspace.focusOn('filter'),
    },
    {
      name: 'view.save',
      group: 'list',
      label: () => 'action.queue.saveView',
      icon: IconBookmarkPlus,
      keys: [one('KeyV', { shift: true })],
      when: inQueue,
      run: () =>
        workspace.set({ dialog: 'view', edited: { view: newView(workspace.get(), present()), isNew: true } }),
    },
    {
      name: 'view.edit',
      group: 'list',
      label: () => 'action.queue.editView',
      keys: [],
      when: () => (present() === null ? 'hidden' : inQueue()),
      run: () => {
        const view = present();
        if (view !== null) workspace.set({ dialog: 'view', edited: { view, isNew: false } });
      },
    },
    ...Array.from({ length: 9 }, (_, n): Action => ({
      name: `go.view-${n + 1}`,
      group: 'go',
      label: () => `action.queue.ownView${(n + 1) as 1}`,
      keys: [go(`Digit${n + 1}`)],
      when: () => (nth(n) === undefined ? 'hidden' : 'yes'),
      run: () => {
        const view = nth(n);
        if (view !== undefined) workspace.showSaved(view.id);
      },
    })),
  ];
}
