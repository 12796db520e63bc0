import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { OutboxItem } from '#renderer/data/read/desk-reader.ts';
import type { StoreReport, SyncReport } from '#renderer/data/read/sync-report.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useFormats } from '#renderer/hooks/use-formats.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { useWorkspace } from '#renderer/hooks/workspace.ts';
import { Card, Facts } from './facts.tsx';
import styles from './inspector.module.css';

/** Failing commands that are listed. */
const SHOWN = 5;

/** What has not reached the helpdesk: how much, why, until when, and what cannot be read. */
export function UnsentCard(props: { readonly sync: SyncReport | null; readonly store: StoreReport | null }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { read } = useDesk();
  const workspace = useWorkspace();
  const outbox = useLive(read.outbox);
  const quarantine = useLive(read.quarantine);
  const { sync, store } = props;
  const waiting = countByReason(outbox);
  const undecided = outbox.filter((item) => item.state.kind !== 'waiting').length;
  const waits = (sync?.waits ?? []).flatMap((wait) => {
    const item = outbox.find(({ command }) => command.id === wait.id);
    return item === undefined ? [] : [{ ...wait, item }];
  });
  const drafts = store?.drafts ?? [];
  const nothing = outbox.length + quarantine.length + drafts.length === 0;

  return (
    <Card name={t('inspector.unsent.name')}>
      {nothing && <p className={styles.quiet}>{t('inspector.unsent.none')}</p>}
      {outbox.length > 0 && (
        <ul className={styles.lines}>
          {undecided > 0 && (
            <li className={styles.bad}>{t('inspector.unsent.decide', { count: undecided })}</li>
          )}
          {[...waiting].map(([because, count]) => (
            <li key={because}>
              {formats.number(count)} · {t(`waiting.${because}`)}
            </li>
          ))}
          {waits.slice(0, SHOWN).map(({ id, item, failures, until }) => (
            <li key={id} className={styles.warn}>
              {item.ticket === null ? t('outbox.noTicket') : `#${item.ticket.number}`}:{' '}
              {t('inspector.unsent.failed', { count: failures })}
              {until !== null && `, ${t('inspector.unsent.until', { time: formats.second(until) })}`}
            </li>
          ))}
        </ul>
      )}
      <Facts
        of={[
          drafts.length === 0
            ? null
            : [
                t('inspector.unsent.drafts'),
                <ul key="drafts" className={styles.lines}>
                  {drafts.map((draft, at) => (
                    // Nothing but its place tells one from the other here: what they say is not shown.
                    // oxlint-disable-next-line react/no-array-index-key
                    <li key={at}>
                      {t('inspector.unsent.chars', { count: draft.chars })}
                      {draft.files > 0 &&
                        `, ${t('inspector.unsent.draftFiles', { count: draft.files, size: formats.bytes(draft.bytes) })}`}
                    </li>
                  ))}
                </ul>,
              ],
          store === null || store.files.kept === 0
            ? null
            : [t('inspector.unsent.files'), formats.number(store.files.kept)],
          quarantine.length === 0
            ? null
            : [
                t('inspector.unsent.unreadable'),
                <ul key="unreadable" className={styles.lines}>
                  {quarantine.map((item) => (
                    <li key={item.key} className={styles.bad}>
                      {t(`quarantine.${item.what}`)}: <code className={styles.code}>{item.detail}</code>
                    </li>
                  ))}
                </ul>,
              ],
        ]}
      />
      {outbox.length + quarantine.length > 0 && (
        <div>
          <Button onClick={() => workspace.show('outbox')}>{t('inspector.unsent.show')}</Button>
        </div>
      )}
    </Card>
  );
}

type Because = Extract<OutboxItem['state'], { kind: 'waiting' }>['because'];

function countByReason(outbox: readonly OutboxItem[]): ReadonlyMap<Because, number> {
  const counts = new Map<Because, number>();
  for (const { state } of outbox)
    if (state.kind === 'waiting') counts.set(state.because, (counts.get(state.because) ?? 0) + 1);
  return counts;
}
