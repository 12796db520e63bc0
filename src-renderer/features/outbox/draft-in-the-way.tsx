import { Button, Group, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import type { Command } from '#shared/sync/command.ts';
import type { WordsPlace } from '#renderer/data/write/desk-writer.ts';
import { useReturnFocus } from '#renderer/hooks/use-return-focus.ts';
import { CommandContent } from './command-content.tsx';
import { LongText } from './long-text.tsx';
import styles from './outbox.module.css';

/** Asks what becomes of a draft that stands where the words of a command are to go. Every answer keeps both. */
export function DraftInTheWay(props: {
  readonly command: Command;
  readonly draft: Draft;
  /** A waiting command has no place to swap with: what is not undecided would be sent. */
  readonly canSwap: boolean;
  readonly onChoose: (place: WordsPlace) => void;
  readonly onCancel: () => void;
}) {
  const { t } = useTranslation();
  const { command, draft } = props;
  useReturnFocus();
  return (
    <Modal
      opened
      onClose={props.onCancel}
      title={t('decide.draft.title')}
      size="xl"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className={styles.dialog}>
        <p>{t('decide.draft.body')}</p>
        <div className={styles.sides}>
          <div className={styles.side}>
            <h4>{t('decide.draft.these')}</h4>
            <CommandContent command={command} />
          </div>
          <div className={styles.side}>
            <h4>{t('decide.draft.there')}</h4>
            <LongText text={draft.text} {...(styles.theirWords ? { className: styles.theirWords } : {})} />
            {draft.attachments.length > 0 && (
              <p className={styles.files}>
                {t('outbox.files', { count: draft.attachments.length })}{' '}
                {draft.attachments.map((file) => file.name).join(', ')}
              </p>
            )}
          </div>
        </div>
        {props.canSwap && (
          <p className={styles.quiet}>
            {t(draft.kind === 'customer-note' ? 'decide.draft.swapHintNote' : 'decide.draft.swapHint')}
          </p>
        )}
        <Group justify="flex-end" gap="xs">
          <Button onClick={props.onCancel}>{t('common.cancel')}</Button>
          {props.canSwap && <Button onClick={() => props.onChoose('swap')}>{t('decide.draft.swap')}</Button>}
          <Button onClick={() => props.onChoose('after')}>{t('decide.draft.after')}</Button>
          <Button variant="filled" data-autofocus onClick={() => props.onChoose('before')}>
            {t('decide.draft.before')}
          </Button>
        </Group>
      </div>
    </Modal>
  );
}
