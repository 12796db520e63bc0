import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { whenOf } from '#renderer/hooks/format.ts';
import { fieldOf, sendTimesFrom } from '#renderer/hooks/send-times.ts';
import { useTicketCommands } from '#renderer/hooks/ticket-commands.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useFormats } from '#renderer/hooks/use-formats.ts';
import { useMinute } from '#renderer/hooks/use-minute.ts';
import { useTell } from '#renderer/hooks/use-tell.ts';
import { useWorkspace, useWorkspacePart, type Workspace } from '#renderer/hooks/workspace.ts';
import styles from './drafts.module.css';

/** Chooses when words go out, for the first time or another one. */
export function SendLaterDialog() {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const opened = useWorkspacePart((state) => state.dialog === 'send-later');
  return (
    <Modal
      opened={opened}
      onClose={() => leave(workspace)}
      returnFocus={false}
      title={t('delay.title')}
      size="md"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {opened && <Times />}
    </Modal>
  );
}

/** Back to where it was opened from. */
function leave(workspace: Workspace): void {
  workspace.set({ dialog: null });
  workspace.focusOn(workspace.get().screen === 'outbox' ? 'outbox' : 'composer');
}

function Times() {
  const { t } = useTranslation();
  const { read, write } = useDesk();
  const workspace = useWorkspace();
  const commands = useTicketCommands();
  const tell = useTell();
  const formats = useFormats();
  const now = useMinute();
  const times = sendTimesFrom(now);
  const [own, setOwn] = useState(() => fieldOf(times.tomorrow));
  const ownAt = new Date(own).getTime();
  const [isPast, setPast] = useState(false);

  const choose = async (until: number) => {
    if (!(until > now)) return setPast(true);
    const { putOff, openId, composerKind } = workspace.get();
    leave(workspace);
    if (putOff !== 'draft') {
      const changed = await write.reschedule(putOff, until);
      if (!changed.ok)
        tell({
          tone: 'error',
          text: changed.error === 'too-late' ? t('told.tooLate') : t(`writeError.${changed.error}`),
        });
      return;
    }
    const conversation = openId === null ? null : read.conversation(openId).get();
    if (conversation === null || !('ticket' in conversation)) return;
    const sent = await commands.send(conversation.ticket, composerKind, false, { kind: 'later', until });
    if (!sent.ok) tell({ tone: 'error', text: t(`writeError.${sent.error}`) });
  };

  return (
    <div className={styles.times}>
      {(['hour', 'tomorrow', 'monday'] as const).map((name) => (
        <Button
          key={name}
          justify="space-between"
          fullWidth
          onClick={() => void choose(times[name])}
          rightSection={<span className={styles.quiet}>{whenOf(times[name], formats, now)}</span>}
          {...(name === 'hour' ? { 'data-autofocus': true } : {})}
        >
          {t(`delay.times.${name}`)}
        </Button>
      ))}
      <form
        className={styles.own}
        onSubmit={(event) => {
          event.preventDefault();
          void choose(ownAt);
        }}
      >
        <TextInput
          type="datetime-local"
          label={t('delay.own')}
          value={own}
          min={fieldOf(now)}
          error={isPast ? t('delay.past') : undefined}
          onChange={(event) => {
            setOwn(event.currentTarget.value);
            setPast(false);
          }}
        />
        <Button type="submit" variant="filled">
          {t('delay.choose')}
        </Button>
      </form>
      <p className={styles.quiet}>{t('delay.mustRun')}</p>
    </div>
  );
}
