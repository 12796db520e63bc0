import { IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TicketId } from '#shared/base/brand.ts';
import { usePresentPeople, type PresentPerson } from '#renderer/hooks/use-presence.ts';
import styles from './presence.module.css';

/** A line that says who writes in this ticket. Said once by a screen reader, when it begins. */
export function WritingLine({ ticketId }: { readonly ticketId: TicketId }) {
  const { t } = useTranslation();
  const people = usePresentPeople(ticketId);
  const replying = people.filter((each) => each.doing === 'reply');
  const noting = people.filter((each) => each.doing === 'note');
  const parts = [
    ...(replying.length > 0 ? [t('presence.writesReply', sayWho(replying))] : []),
    ...(noting.length > 0 ? [t('presence.writesNote', sayWho(noting))] : []),
  ];
  return (
    // Always there: a live region that comes with its words is not read.
    <div aria-live="polite" className={styles.writing}>
      {parts.length > 0 && (
        <>
          <IconPencil size={13} aria-hidden="true" />
          {parts.join(' ')}
        </>
      )}
    </div>
  );
}

/** Beside the button that sends: somebody else writes a reply to the same customer. Give the button its id as description. */
export function WritingHint(props: { readonly ticketId: TicketId; readonly id: string }) {
  const { t } = useTranslation();
  const replying = usePresentPeople(props.ticketId).filter((each) => each.doing === 'reply');
  if (replying.length === 0) return null;
  return (
    <span id={props.id} className={styles.hint}>
      {t('presence.sendHint', sayWho(replying))}
    </span>
  );
}

function sayWho(people: readonly PresentPerson[]): { readonly names: string; readonly count: number } {
  return { names: people.map((each) => each.name).join(', '), count: people.length };
}
