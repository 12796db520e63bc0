import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EpochMs } from '#shared/base/brand.ts';
import { localDateTime, snoozeChoices } from '#renderer/hooks/snooze-choices.ts';
import { useMinute } from '#renderer/hooks/use-minute.ts';

/** Asks for any date and time until which to snooze. */
export function SnoozeUntil(props: {
  readonly opened: boolean;
  readonly title: string;
  readonly onClose: () => void;
  /** After it has closed. */
  readonly onSnooze: (until: EpochMs) => void;
}) {
  const { t } = useTranslation();
  const [given, setGiven] = useState<string | null>(null);
  const [isPast, setPast] = useState(false);
  const now = useMinute();
  const text = given ?? localDateTime(snoozeChoices(now).tomorrow);
  const close = () => {
    setGiven(null);
    setPast(false);
    props.onClose();
  };
  const snooze = () => {
    const until = new Date(text).getTime();
    if (!(until > Date.now())) return setPast(true);
    close();
    props.onSnooze(until as EpochMs);
  };

  return (
    <Modal
      opened={props.opened}
      onClose={close}
      title={props.title}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          snooze();
        }}
      >
        <Stack gap="md">
          <TextInput
            data-autofocus
            type="datetime-local"
            label={t('snooze.until')}
            value={text}
            onChange={(event) => {
              setGiven(event.currentTarget.value);
              setPast(false);
            }}
            error={isPast ? t('snooze.past') : undefined}
          />
          <Group justify="flex-end" gap="xs">
            <Button onClick={close}>{t('common.cancel')}</Button>
            <Button variant="filled" type="submit">
              {t('snooze.confirm')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
