import { Button } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketId } from '#shared/base/brand.ts';
import type { ComposerKind } from '#shared/domain/drafts/draft.ts';
import type { AfterSending } from '#renderer/hooks/composer-verbs.ts';
import { useAction } from '#renderer/hooks/use-actions.ts';
import { useKeyNames } from '#renderer/hooks/use-key-names.ts';
import { Kbd } from '#renderer/ui-kit/kbd.tsx';
import { WritingHint } from '#renderer/ui-kit/writing-line.tsx';
import { SendMenu, VersionsButton } from './send-menu.tsx';
import styles from './composer.module.css';

/** Not the colour of what goes to customers. */
const NOTE_BUTTON = { background: 'var(--warn)', color: 'var(--surface)' };

/** The row under the field: what sends, what attaches, and what has to be known before sending. */
export function ActionRow(props: {
  readonly ticketId: TicketId;
  readonly kind: ComposerKind;
  readonly canSend: boolean;
  readonly onSend: (then: AfterSending) => void;
  readonly onFiles: (files: readonly File[]) => void;
  /** A sentence at the end of the row. */
  readonly hint: string | null;
}) {
  const { t } = useTranslation();
  const names = useKeyNames();
  const sendKeys = useAction('composer.send').keys[0];
  const { ticketId, kind, canSend, onSend, onFiles, hint } = props;
  const picker = useRef<HTMLInputElement>(null);
  const disabled = { 'aria-disabled': !canSend, ...(canSend ? {} : { 'data-disabled': true }) };
  return (
    <div className={styles.actions}>
      <Button
        variant="filled"
        {...(kind === 'note' && canSend ? { style: NOTE_BUTTON } : {})}
        {...disabled}
        onClick={() => onSend('stay')}
        aria-describedby={kind === 'reply' ? `${ticketId}-writing` : undefined}
        rightSection={sendKeys === undefined ? undefined : <Kbd keys={names.label(sendKeys)} />}
      >
        {t(kind === 'reply' ? 'composer.send' : 'composer.addNote')}
      </Button>
      <SendMenu kind={kind} canSend={canSend} />
      {kind === 'reply' && (
        <Button {...disabled} onClick={() => onSend('resolve')}>
          {t('composer.sendAndResolve')}
        </Button>
      )}
      <Button
        leftSection={<IconPaperclip size={14} aria-hidden="true" />}
        onClick={() => picker.current?.click()}
      >
        {t('composer.attach')}
      </Button>
      <VersionsButton />
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-hidden="true"
        tabIndex={-1}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      {kind === 'reply' && <WritingHint ticketId={ticketId} id={`${ticketId}-writing`} />}
      {hint !== null && <span className={styles.hint}>{hint}</span>}
    </div>
  );
}
