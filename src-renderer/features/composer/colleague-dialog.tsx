import { Button, Group, Modal, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Asks before an answer that calls a colleague goes to the customer. Going back is the safe choice and has the focus. */
export function ColleagueDialog(props: {
  /** Who is called; null: nothing is asked. */
  readonly name: string | null;
  readonly onSend: () => void;
  readonly onMakeNote: () => void;
  readonly onBack: () => void;
}) {
  const { t } = useTranslation();
  const { name, onSend, onMakeNote, onBack } = props;
  return (
    <Modal
      opened={name !== null}
      onClose={onBack}
      title={t('colleague.title')}
      size="md"
      closeButtonProps={{ 'aria-label': t('common.close') }}
      returnFocus={false}
    >
      <Stack gap="md">
        <p>{t('colleague.text', { name: name ?? '' })}</p>
        <Group justify="flex-end" gap="xs">
          <Button onClick={onSend}>{t('colleague.send')}</Button>
          <Button onClick={onMakeNote}>{t('colleague.makeNote')}</Button>
          <Button variant="filled" data-autofocus onClick={onBack}>
            {t('colleague.back')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
