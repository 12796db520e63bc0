import { Button, Checkbox, Group, Modal, Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace, useWorkspacePart } from '#renderer/hooks/workspace.ts';
import { useReturnFocus } from '#renderer/hooks/use-return-focus.ts';
import type { OpenConversation } from './use-print-page.ts';
import { useSaveTicket, type SaveKind } from './use-save-ticket.ts';
import styles from './save-ticket-dialog.module.css';

/** Takes the open ticket out of the window: as a PDF (or by the print dialog), or as e-mail files. */
export function SaveTicketDialog({ conversation }: { readonly conversation: OpenConversation }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const opened = useWorkspacePart((state) => state.dialog === 'save-ticket');
  const close = () => workspace.set({ dialog: null });
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('talk.saveTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {opened && <Choice conversation={conversation} onDone={close} />}
    </Modal>
  );
}

function Choice(props: { readonly conversation: OpenConversation; readonly onDone: () => void }) {
  useReturnFocus();
  const { t } = useTranslation();
  const { save, kinds, busy, problem } = useSaveTicket(props.conversation, props.onDone);
  const [kind, setKind] = useState<SaveKind>(kinds[0]);
  const [withNotes, setWithNotes] = useState(false);
  return (
    <Stack gap="md">
      <Radio.Group label={t('talk.saveAs')} value={kind} onChange={(value) => setKind(value as SaveKind)}>
        <Stack gap={8} mt={6}>
          {kinds.map((each, index) => (
            <Radio
              key={each}
              value={each}
              label={t(`talk.saveKind.${each}`)}
              {...(index === 0 ? { 'data-autofocus': true } : {})}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Checkbox
        label={t('talk.withNotes')}
        description={t('talk.withNotesHint')}
        checked={withNotes}
        onChange={(event) => setWithNotes(event.currentTarget.checked)}
      />
      {problem !== null && (
        <p className={styles.problem} role="alert">
          {t('talk.saveFailed', { why: problem })}
        </p>
      )}
      <Group justify="flex-end" gap="xs">
        <Button onClick={props.onDone}>{t('common.cancel')}</Button>
        <Button variant="filled" loading={busy} onClick={() => void save(kind, withNotes)}>
          {t('talk.save')}
        </Button>
      </Group>
    </Stack>
  );
}
