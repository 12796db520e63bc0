import { useTranslation } from 'react-i18next';
import type { Command } from '#shared/sync/command.ts';
import { useFormats } from '#renderer/hooks/use-formats.ts';
import { cx } from '#renderer/ui-kit/cx.ts';
import styles from './outbox.module.css';

/** The whole content of a command that has words: nothing of it is shortened. */
export function CommandContent({ command }: { readonly command: Command }) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (command.kind !== 'reply' && command.kind !== 'note') return null;
  const { text, attachments } = command.payload;
  return (
    <>
      {text !== '' && (
        <div className={cx(styles.words, command.kind === 'note' && styles.noteWords)}>{text}</div>
      )}
      {attachments.length > 0 && (
        <p className={styles.files}>
          {t('outbox.files', { count: attachments.length })}{' '}
          {attachments.map((file) => `${file.name} (${formats.bytes(file.size)})`).join(', ')}
        </p>
      )}
    </>
  );
}
