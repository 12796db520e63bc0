import { useId, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueId } from '#shared/base/brand.ts';
import { seesQueue } from '#shared/domain/roles/can.ts';
import { VIEW_IDS, type ViewId } from '#shared/domain/tickets/views.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { useWorkspace, useWorkspacePart } from '#renderer/hooks/workspace.ts';
import { MyViews } from './my-views.tsx';
import { ViewCount } from './view-count.tsx';
import styles from './views-pane.module.css';

const DOTS = ['#2456c9', '#8a5a00', '#3d6b57', '#8a4b9e', '#9a3b3b', '#2f6690'];

/** The views with their counts, and the queues with what waits for us in each. */
export function ViewsPane() {
  const { t } = useTranslation();
  const { read } = useDesk();
  const counts = useLive(read.counts);
  const queues = useLive(read.queues);
  const me = useLive(read.me);
  const isComplete = useLive(read.complete);
  const headingId = useId();
  const mine = [...queues.values()]
    .filter((queue) => seesQueue(me, queue.id))
    .sort((a, b) => a.position - b.position);

  return (
    <nav className={styles.pane} aria-label={t('views.name')}>
      <ul>
        {VIEW_IDS.map((view) => (
          <li key={view}>
            <ViewLink
              view={view}
              queueId={null}
              label={t(`view.${view}`)}
              count={counts.views[view]}
              isExact
            />
          </li>
        ))}
      </ul>
      <MyViews />
      {mine.length > 0 && (
        <>
          <h2 className={styles.heading} id={headingId}>
            {t('views.queues')}
          </h2>
          <ul aria-labelledby={headingId}>
            {mine.map((queue, index) => (
              <li key={queue.id}>
                <ViewLink
                  view="waiting-for-us"
                  queueId={queue.id}
                  label={queue.name}
                  count={counts.queues.get(queue.id) ?? 0}
                  isExact={isComplete}
                  dot={DOTS[index % DOTS.length]}
                />
              </li>
            ))}
          </ul>
        </>
      )}
    </nav>
  );
}

function ViewLink(props: {
  readonly view: ViewId;
  readonly queueId: QueueId | null;
  readonly label: string;
  readonly count: number;
  readonly isExact: boolean;
  readonly dot?: string | undefined;
}) {
  const workspace = useWorkspace();
  const current = useWorkspacePart(
    (state) =>
      state.screen === 'queue' &&
      state.savedId === null &&
      state.view === props.view &&
      state.queueId === props.queueId,
  );
  const show = (event: MouseEvent) => {
    event.preventDefault();
    workspace.showView(props.view, props.queueId);
  };
  return (
    <a
      href={`#${props.queueId ?? props.view}`}
      className={styles.link}
      aria-current={current ? 'page' : undefined}
      onClick={show}
    >
      {props.dot !== undefined && (
        <span className={styles.dot} style={{ background: props.dot }} aria-hidden="true" />
      )}
      <span className={styles.name}>{props.label}</span>
      <ViewCount count={props.count} isExact={props.isExact} />
    </a>
  );
}
