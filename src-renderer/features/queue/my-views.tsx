import { ActionIcon, Menu } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowDown,
  IconArrowUp,
  IconCopy,
  IconDots,
  IconPencil,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react';
import { useId, useMemo, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuid } from 'uuid';
import type { SavedView } from '#shared/domain/views/saved-view.ts';
import { useSavedViews } from '#renderer/hooks/saved-views.ts';
import { useTicketCommands } from '#renderer/hooks/ticket-commands.ts';
import { useAction } from '#renderer/hooks/use-actions.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { useTell } from '#renderer/hooks/use-tell.ts';
import { NO_FILTER } from '#shared/domain/views/filter.ts';
import { queryOf } from '#renderer/hooks/view-query.ts';
import { useWorkspace, useWorkspacePart } from '#renderer/hooks/workspace.ts';
import { ViewCount } from './view-count.tsx';
import styles from './views-pane.module.css';

/** Views of one's own with their numbers, and what can be done with each. */
export function MyViews() {
  const { t } = useTranslation();
  const views = useSavedViews();
  const kept = useLive(views.live);
  const create = useAction('view.save');
  const headingId = useId();
  return (
    <>
      <div className={styles.headingLine}>
        <h2 className={styles.heading} id={headingId}>
          {t('myViews.heading')}
        </h2>
        <ActionIcon
          variant="subtle"
          size="sm"
          aria-label={t('myViews.create')}
          title={t('myViews.create')}
          onClick={() => create.run({ ticket: null })}
        >
          <IconPlus size={14} aria-hidden="true" />
        </ActionIcon>
      </div>
      {kept.length > 0 && (
        <ul aria-labelledby={headingId}>
          {kept.map((each, at) =>
            each.kind === 'view' ? (
              <li key={each.view.id} className={styles.own}>
                <OwnView view={each.view} at={at} of={kept.length} />
              </li>
            ) : (
              // What cannot be read has nothing else to be known by.
              // oxlint-disable-next-line react/no-array-index-key
              <li key={`unknown ${at}`} className={styles.unknown} title={t('myViews.unknown')}>
                <IconAlertTriangle size={14} aria-hidden="true" />
                <span className={styles.name}>{each.name ?? t('myViews.unnamed')}</span>
                <span className="visually-hidden">{t('myViews.unknown')}</span>
              </li>
            ),
          )}
        </ul>
      )}
    </>
  );
}

function OwnView({ view, at, of }: { readonly view: SavedView; readonly at: number; readonly of: number }) {
  const { t } = useTranslation();
  const { read } = useDesk();
  const views = useSavedViews();
  const workspace = useWorkspace();
  const commands = useTicketCommands();
  const tell = useTell();
  const current = useWorkspacePart((state) => state.screen === 'queue' && state.savedId === view.id);
  const query = useMemo(() => queryOf({ view: 'all', queueId: null, quick: NO_FILTER }, view), [view]);
  const list = useLive(read.list(query));
  const isComplete = useLive(read.complete);

  const show = (event: MouseEvent) => {
    event.preventDefault();
    workspace.showSaved(view.id);
  };
  const orTell = async (kept: Promise<boolean>) => {
    if (!(await kept)) tell({ tone: 'error', text: t('myViews.notKept') });
  };
  const duplicate = () => {
    const name = t('myViews.copyOf', { name: view.name }).slice(0, 60);
    void orTell(views.insert({ ...view, id: uuid(), name }, at + 1));
  };
  const remove = async () => {
    const was = await views.remove(view.id);
    if (was === null) return tell({ tone: 'error', text: t('myViews.notKept') });
    if (current) workspace.showView('mine', null);
    commands.offerUndo(t('myViews.removed', { name: view.name }), async () => {
      await orTell(views.insert(view, was));
      if (current) workspace.showSaved(view.id);
    });
  };

  return (
    <>
      <a
        href={`#view-${view.id}`}
        className={styles.link}
        aria-current={current ? 'page' : undefined}
        onClick={show}
      >
        <span className={styles.name}>{view.name}</span>
        <ViewCount count={list.rows.length} isExact={isComplete} />
      </a>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            size="sm"
            className={styles.more}
            aria-label={t('myViews.menu', { name: view.name })}
            title={t('myViews.menu', { name: view.name })}
          >
            <IconDots size={14} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconPencil size={14} aria-hidden="true" />}
            onClick={() => workspace.set({ dialog: 'view', edited: { view, isNew: false }, drawer: null })}
          >
            {t('myViews.edit')}
          </Menu.Item>
          <Menu.Item leftSection={<IconCopy size={14} aria-hidden="true" />} onClick={duplicate}>
            {t('myViews.duplicate')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArrowUp size={14} aria-hidden="true" />}
            disabled={at === 0}
            onClick={() => void orTell(views.move(view.id, -1))}
          >
            {t('myViews.up')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArrowDown size={14} aria-hidden="true" />}
            disabled={at === of - 1}
            onClick={() => void orTell(views.move(view.id, 1))}
          >
            {t('myViews.down')}
          </Menu.Item>
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={14} aria-hidden="true" />}
            onClick={() => void remove()}
          >
            {t('myViews.remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
