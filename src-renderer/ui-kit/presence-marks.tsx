import { IconEye, IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TicketId } from '#shared/base/brand.ts';
import { usePresent, usePresentPeople } from '#renderer/hooks/use-presence.ts';
import { Avatar } from './avatar.tsx';
import styles from './presence.module.css';

/** Faces shown; who else is there is a number. */
const MOST_FACES = 3;

/** Who else is at a ticket, with a pencil on those who write. Nothing where nobody is. */
export function PresenceMarks({ ticketId }: { readonly ticketId: TicketId }) {
  return usePresent(ticketId).length === 0 ? null : <Marks ticketId={ticketId} />;
}

function Marks({ ticketId }: { readonly ticketId: TicketId }) {
  const { t } = useTranslation();
  const people = usePresentPeople(ticketId);
  if (people.length === 0) return null;
  const sentence = people
    .map(({ name, role, doing }) =>
      t(`presence.${doing}`, { name: role === 'trainee' ? t('presence.trainee', { name }) : name }),
    )
    .join('; ');
  // Who writes comes first, so that no face of a writer is behind the number.
  const faces = [...people].sort((a, b) => Number(b.doing !== 'looking') - Number(a.doing !== 'looking'));
  const shown = faces.slice(0, MOST_FACES);
  return (
    <span className={styles.marks} title={sentence}>
      <IconEye size={12} aria-hidden="true" />
      {shown.map(({ personId, name, doing }) => (
        <span key={personId} className={styles.face}>
          <Avatar name={name} />
          {doing !== 'looking' && (
            <span className={styles.pencil} aria-hidden="true">
              <IconPencil size={9} stroke={2.4} />
            </span>
          )}
        </span>
      ))}
      {faces.length > shown.length && <span aria-hidden="true">+{faces.length - shown.length}</span>}
      <span className="visually-hidden">{sentence}</span>
    </span>
  );
}
