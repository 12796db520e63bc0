import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutboxItem } from '#renderer/data/read/desk-reader.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useTell } from '#renderer/hooks/use-tell.ts';

/** The way out of a command that may have reached the helpdesk, and the way back in while there is one. */
export function TakeBack({ item }: { readonly item: OutboxItem }) {
  const { t } = useTranslation();
  const { write } = useDesk();
  const tell = useTell();
  const [busy, setBusy] = useState(false);
  if (!item.canTakeBack && !item.canKeepSending) return null;

  const act = async () => {
    setBusy(true);
    const { id } = item.command;
    const result = item.canTakeBack ? await write.discard(id) : await write.keepSending(id);
    setBusy(false);
    if (!result.ok)
      tell({
        tone: 'error',
        text: result.error === 'too-late' ? t('told.tooLate') : t(`writeError.${result.error}`),
      });
  };
  return (
    <Button color="red" variant="subtle" loading={busy} onClick={() => void act()}>
      {t(item.canTakeBack ? 'takeBack.ask' : 'takeBack.keepSending')}
    </Button>
  );
}

/** Whether a command is past being simply discarded: only the helpdesk can tell what becomes of it. */
export function isPastDiscarding(item: OutboxItem): boolean {
  return item.canTakeBack || (item.state.kind === 'waiting' && item.state.because === 'taking-back');
}
