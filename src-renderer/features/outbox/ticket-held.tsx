import { Button } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TicketId } from '#shared/base/brand.ts';
import type { OutboxItem } from '#renderer/data/read/desk-reader.ts';
import { useNames } from '#renderer/hooks/names.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { useTell } from '#renderer/hooks/use-tell.ts';
import { useWorkspace } from '#renderer/hooks/workspace.ts';
import { DelayControls, useDelayText } from './delay-controls.tsx';
import { describeCommand } from './describe-command.ts';
import styles from './outbox.module.css';

/** What of this ticket is held here for a while, right above the field it was written in. */
export function TicketHeld({ ticketId }: { readonly ticketId: TicketId }) {
  const { t } = useTranslation();
  const outbox = useLive(useDesk().read.outbox);
  const held = outbox.filter((item) => item.delay !== null && item.command.ticketId === ticketId);
  if (held.length === 0) return null;
  return (
    <section className={styles.held} aria-label={t('delay.held')}>
      {held.map((item) => (
        <HeldLine key={item.command.id} item={item} />
      ))}
    </section>
  );
}

function HeldLine({ item }: { readonly item: OutboxItem }) {
  const { t } = useTranslation();
  const { write } = useDesk();
  const names = useNames();
  const workspace = useWorkspace();
  const tell = useTell();
  const { command } = item;
  const words = command.kind === 'reply' || command.kind === 'note' ? command : null;
  const when = useDelayText(item);

  const takeBack = async () => {
    // The line goes away with its button: the focus goes to where the words come back.
    workspace.focusOn('composer');
    const undone = await write.undo(command.id);
    if (!undone.ok)
      tell({
        tone: 'error',
        text: undone.error === 'too-late' ? t('told.tooLate') : t(`writeError.${undone.error}`),
      });
    else if (words !== null) workspace.compose(words.kind);
  };
  return (
    <div className={styles.heldLine}>
      <IconClock size={14} aria-hidden="true" />
      <span className={styles.heldText}>
        <strong>{describeCommand(command, names, t)}</strong> · {when}
        {item.delay?.kind === 'later' && words !== null && (
          <span className={styles.heldWords}> · {words.payload.text}</span>
        )}
      </span>
      <DelayControls item={item} />
      <Button onClick={() => void takeBack()}>
        {t(item.delay?.kind === 'undo' ? 'delay.undo' : 'delay.takeBack')}
      </Button>
    </div>
  );
}
