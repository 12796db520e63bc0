import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { focusEntry, moveEntryFocus } from '#renderer/hooks/entries.ts';
import { exportUnsent } from '#renderer/hooks/export-unsent.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { useTell } from '#renderer/hooks/use-tell.ts';
import { useFocusRequest } from '#renderer/hooks/workspace.ts';
import { ItemList } from '#renderer/ui-kit/item-list.tsx';
import { Page } from '#renderer/ui-kit/page.tsx';
import { blockersOf, decisionsByTicket, isUndecided } from './arrange.ts';
import { AttentionGroup } from './attention-group.tsx';
import { OutboxEntry } from './outbox-entry.tsx';
import { QuarantineList } from './quarantine-list.tsx';
import { useEntryFocus } from './use-entry-focus.ts';
import styles from './outbox.module.css';

/** Everything that has not been settled with the helpdesk, and what needs a person's decision first. */
export function OutboxScreen() {
  const { t } = useTranslation();
  const desk = useDesk();
  const tell = useTell();
  const outbox = useLive(desk.read.outbox);
  const quarantine = useLive(desk.read.quarantine);
  const drafts = useLive(desk.read.drafts);
  const connection = useLive(desk.read.connection);
  const groups = useMemo(() => decisionsByTicket(outbox), [outbox]);
  const blockers = useMemo(() => blockersOf(outbox), [outbox]);
  const undecided = groups.flatMap((group) => group.undecided);
  const scheduled = outbox.filter((item) => item.delay?.kind === 'later');
  const waiting = outbox.filter((item) => !isUndecided(item) && !scheduled.includes(item));
  const attention = undecided.length + quarantine.length;
  const nothing = outbox.length === 0 && quarantine.length === 0 && drafts.size === 0;

  const inner = useRef<HTMLDivElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const ids = [...undecided, ...waiting, ...scheduled].map((item) => item.command.id);
  useEntryFocus(inner, ids, () => title.current?.focus());
  // What is to be decided has the focus, so that the keys mean it at once.
  const [first] = ids;
  const atFirst = useRef(first);
  useEffect(() => {
    if (atFirst.current === undefined || !focusEntry(atFirst.current)) title.current?.focus();
  }, []);
  useFocusRequest('outbox', () => {
    if (!moveEntryFocus(1)) title.current?.focus();
  });

  const save = () => {
    exportUnsent(desk, new Date()).catch(() => tell({ tone: 'error', text: t('outbox.exportFailed') }));
  };

  return (
    <Page
      width="entries"
      gap={20}
      title={t('outbox.title')}
      titleRef={title}
      entries
      contentRef={inner}
      actions={
        <>
          {connection.kind === 'offline' && waiting.length > 0 && (
            <Button onClick={() => desk.write.tryNow()}>{t('connection.tryNow')}</Button>
          )}
          <Button
            leftSection={<IconDownload size={14} aria-hidden="true" />}
            disabled={nothing}
            onClick={save}
          >
            {t('outbox.export')}
          </Button>
        </>
      }
    >
      <section className={styles.section} aria-label={t('attention.name')}>
        <h3>
          {t('attention.name')}
          {attention > 0 && ` · ${attention}`}
        </h3>
        {attention === 0 && <p className={styles.quiet}>{t('attention.none')}</p>}
        {groups.map((group) => (
          <AttentionGroup key={group.ticketId} group={group} />
        ))}
        {quarantine.length > 0 && <QuarantineList items={quarantine} />}
      </section>

      <section className={styles.section} aria-label={t('outbox.name')}>
        <h3>
          {t('outbox.waitingTitle')}
          {waiting.length > 0 && ` · ${waiting.length}`}
        </h3>
        {waiting.length === 0 ? (
          <p className={styles.quiet}>{t(attention === 0 ? 'outbox.none' : 'decide.nothingWaits')}</p>
        ) : (
          <ItemList>
            {waiting.map((item) => (
              <OutboxEntry
                key={item.command.id}
                item={item}
                blocker={blockers.get(item.command.id) ?? null}
              />
            ))}
          </ItemList>
        )}
      </section>

      {scheduled.length > 0 && (
        <section className={styles.section} aria-label={t('delay.scheduled')}>
          <h3>
            {t('delay.scheduled')} · {scheduled.length}
          </h3>
          <p className={styles.quiet}>{t('delay.mustRun')}</p>
          <ItemList>
            {scheduled.map((item) => (
              <OutboxEntry key={item.command.id} item={item} />
            ))}
          </ItemList>
        </section>
      )}
    </Page>
  );
}
