import { Skeleton } from '@mantine/core';
import { useCallback, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketId } from '#shared/base/brand.ts';
import { conditionsOf } from '#shared/domain/views/filter.ts';
import { FULL_LAYOUT } from '#shared/domain/views/saved-view.ts';
import { queryKey } from '#renderer/data/read/view-query.ts';
import { useSavedView } from '#renderer/hooks/saved-views.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { queryOf } from '#renderer/hooks/view-query.ts';
import { useWorkspace, useWorkspacePart } from '#renderer/hooks/workspace.ts';
import { Tag } from '#renderer/ui-kit/tag.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { ColumnHeads } from './column-heads.tsx';
import { EmptyList } from './empty-list.tsx';
import { ListCount } from './list-count.tsx';
import { QuickFilter } from './quick-filter.tsx';
import { TicketRows } from './ticket-rows.tsx';
import styles from './ticket-list.module.css';

/** The list of the chosen view: its name and number, the filter above it, what is done with many, and the rows. */
export function TicketList({ leading }: { readonly leading?: ReactNode }) {
  const { t } = useTranslation();
  const { read } = useDesk();
  const workspace = useWorkspace();
  const view = useWorkspacePart((state) => state.view);
  const queueId = useWorkspacePart((state) => state.queueId);
  const savedId = useWorkspacePart((state) => state.savedId);
  const quick = useWorkspacePart((state) => state.quick);
  const saved = useSavedView(savedId);
  const query = useMemo(() => queryOf({ view, queueId, quick }, saved), [view, queueId, quick, saved]);
  const list = useLive(read.list(query));
  const queues = useLive(read.queues);
  const queueName = queueId === null ? undefined : queues.get(queueId)?.name;
  const isNarrowed = conditionsOf(quick).length > 0;
  const layout = saved?.layout ?? FULL_LAYOUT;
  const { by, reversed } = query.order;
  const open = useCallback((id: TicketId) => workspace.open(id, 'conversation'), [workspace]);

  return (
    <section className={styles.pane} aria-label={t('list.pane')}>
      <div className={styles.bar}>
        {leading}
        <h2>{saved?.name ?? queueName ?? t(`view.${view}`)}</h2>
        <div className={styles.order}>
          <Tag>{t(reversed ? `order.${by}-reversed` : `order.${by}`)}</Tag>
        </div>
        {list.ready && (
          <ListCount
            shown={list.rows.length}
            view={saved === null && queueId === null && !isNarrowed ? view : null}
          />
        )}
      </div>
      <QuickFilter queueChosen={queueId !== null} />
      <BulkBar rows={list.rows} />
      {layout.density === 'compact' && saved !== null && <ColumnHeads view={saved} />}
      {!list.ready ? (
        <div aria-busy="true" aria-label={t('list.loading')} role="status">
          {[0, 1, 2, 3, 4, 5].map((n) => (
            <div key={n} className={styles.skeleton}>
              <Skeleton height={12} width="70%" />
              <Skeleton height={10} width="90%" />
              <Skeleton height={10} width="35%" />
            </div>
          ))}
        </div>
      ) : (
        <TicketRows
          key={`${queryKey(query)} ${layout.density}`}
          list={list.rows}
          label={t('list.name')}
          layout={layout}
          onOpen={open}
          empty={<EmptyList isOwn={saved !== null} />}
        />
      )}
    </section>
  );
}
