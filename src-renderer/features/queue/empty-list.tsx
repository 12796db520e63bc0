import { Button } from '@mantine/core';
import { IconCircleCheck, IconCloudDown, IconCloudOff, IconFilterOff, IconInbox } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { conditionsOf, NO_FILTER } from '#shared/domain/views/filter.ts';
import type { ViewId } from '#shared/domain/tickets/views.ts';
import { useAction } from '#renderer/hooks/use-actions.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { useWorkspace, useWorkspacePart } from '#renderer/hooks/workspace.ts';
import { ActionButton } from '#renderer/ui-kit/action-button.tsx';
import { EmptyState } from '#renderer/ui-kit/empty-state.tsx';

const LOOK = { size: 32, stroke: 1.4, 'aria-hidden': 'true' } as const;
const NOBODY = { ticket: null } as const;
/** Where there may be something to do when a view has nothing. */
const ELSEWHERE: Readonly<Partial<Record<ViewId, string>>> = {
  mine: 'go.unassigned',
  unassigned: 'go.mine',
  'waiting-for-us': 'go.all',
  'waiting-for-customer': 'go.us',
  snoozed: 'go.mine',
};

/** Why a list has nothing, and what can be done about it. */
export function EmptyList({ isOwn }: { readonly isOwn: boolean }) {
  const { t } = useTranslation();
  const { read, write } = useDesk();
  const workspace = useWorkspace();
  const view = useWorkspacePart((state) => state.view);
  const isNarrowed = useWorkspacePart((state) => conditionsOf(state.quick).length > 0);
  const isComplete = useLive(read.complete);
  const connection = useLive(read.connection);
  const edit = useAction('view.edit');
  const elsewhere = useAction(ELSEWHERE[view] ?? 'go.mine');
  if (!isComplete) {
    // Nothing is known yet: that nobody waits would be a lie.
    const isCut = connection.kind === 'offline' || connection.kind === 'signed-out';
    const Icon = isCut ? IconCloudOff : IconCloudDown;
    return (
      <EmptyState
        icon={<Icon {...LOOK} />}
        title={t(isCut ? 'queue.notHere.title' : 'queue.coming.title')}
        actions={
          connection.kind === 'signed-out' ? (
            <Button onClick={() => workspace.set({ dialog: 'sign-in' })}>{t('connection.signIn')}</Button>
          ) : isCut ? (
            <Button onClick={() => write.tryNow()}>{t('connection.tryNow')}</Button>
          ) : undefined
        }
      >
        {t(isCut ? 'queue.notHere.body' : 'queue.coming.body')}
      </EmptyState>
    );
  }
  if (isNarrowed) {
    const clear = () => {
      workspace.set({ quick: NO_FILTER });
      workspace.focusOn('list');
    };
    return (
      <EmptyState
        icon={<IconFilterOff {...LOOK} />}
        title={t('queue.nothing.title')}
        actions={<Button onClick={clear}>{t('queue.clearFilter')}</Button>}
      >
        {t('queue.nothing.body')}
      </EmptyState>
    );
  }
  if (isOwn)
    return (
      <EmptyState
        icon={<IconInbox {...LOOK} />}
        title={t('queue.ownEmpty.title')}
        actions={<ActionButton action={edit} subject={NOBODY} />}
      >
        {t('queue.ownEmpty.body')}
      </EmptyState>
    );
  const isDone = view === 'mine' || view === 'unassigned' || view === 'waiting-for-us';
  const Icon = isDone ? IconCircleCheck : IconInbox;
  return (
    <EmptyState
      icon={<Icon {...LOOK} />}
      title={t(`list.empty.${view}.title`)}
      actions={view === 'all' ? undefined : <ActionButton action={elsewhere} subject={NOBODY} />}
    >
      {t(`list.empty.${view}.body`)}
    </EmptyState>
  );
}
