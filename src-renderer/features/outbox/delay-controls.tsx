import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { OutboxItem } from '#renderer/data/read/desk-reader.ts';
import { whenOf } from '#renderer/hooks/format.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useFormats } from '#renderer/hooks/use-formats.ts';
import { useMinute } from '#renderer/hooks/use-minute.ts';
import { useSecondsLeft } from '#renderer/hooks/use-seconds-left.ts';
import { useTell } from '#renderer/hooks/use-tell.ts';
import { useWorkspace } from '#renderer/hooks/workspace.ts';

/** When a command that is held on this machine goes out, in words. */
export function useDelayText({ delay }: OutboxItem): string {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useMinute();
  const seconds = useSecondsLeft(delay);
  if (delay === null) return '';
  return delay.kind === 'undo'
    ? t('delay.soon', { count: seconds })
    : t('delay.at', { when: whenOf(delay.until, formats, now) });
}

/** What can be done with it besides taking it back: let it go now, or at another time. */
export function DelayControls({ item }: { readonly item: OutboxItem }) {
  const { t } = useTranslation();
  const { write } = useDesk();
  const workspace = useWorkspace();
  const tell = useTell();
  const { id } = item.command;
  if (item.delay === null) return null;

  const sendNow = async () => {
    const sent = await write.reschedule(id, 'now');
    if (!sent.ok)
      tell({
        tone: 'error',
        text: sent.error === 'too-late' ? t('told.tooLate') : t(`writeError.${sent.error}`),
      });
  };
  return (
    <>
      <Button onClick={() => void sendNow()}>{t('delay.sendNow')}</Button>
      {item.delay.kind === 'later' && (
        <Button onClick={() => workspace.set({ dialog: 'send-later', putOff: id })}>
          {t('delay.change')}
        </Button>
      )}
    </>
  );
}
