import { IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { cx } from '#renderer/ui-kit/cx.ts';
import { EventLine } from './event-line.tsx';
import { FOLD_EVENTS, type EventEntry } from './group-timeline.ts';
import styles from './event-group.module.css';

/** Changes in a row: a few as lines, many as one line that unfolds. */
export function EventGroup({ entries }: { readonly entries: readonly EventEntry[] }) {
  const { t } = useTranslation();
  const people = useLive(useDesk().read.people);
  const [open, setOpen] = useState(false);
  const id = useId();
  const lines = entries.map(({ message, delivery, from }) => (
    <EventLine key={message.id} message={message} waiting={delivery === 'waiting'} from={from} />
  ));
  if (entries.length < FOLD_EVENTS) return <div className={styles.lines}>{lines}</div>;
  const authors = new Set(entries.map(({ message }) => message.authorId));
  const [author = null] = authors;
  const count = entries.length;
  const name = author === null ? t('person.system') : (people.get(author)?.name ?? t('person.unknown'));
  return (
    <div className={styles.lines}>
      <button
        type="button"
        className={styles.fold}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <IconChevronRight size={13} aria-hidden="true" className={cx(styles.mark, open && styles.open)} />
        {authors.size === 1 ? t('talk.changesBy', { count, name }) : t('talk.changes', { count })}
      </button>
      <div id={id} className={styles.lines} hidden={!open}>
        {open && lines}
      </div>
    </div>
  );
}
