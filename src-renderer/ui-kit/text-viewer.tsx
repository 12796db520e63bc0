import { Loader, Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useReturnFocus } from '#renderer/hooks/use-return-focus.ts';
import styles from './text-viewer.module.css';

/** Largest file that is shown as text, in bytes; a larger one is saved and read elsewhere. */
const MAX_TEXT_BYTES = 1024 * 1024;

type TextState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'shown'; readonly text: string }
  | { readonly kind: 'not-text' }
  | { readonly kind: 'unavailable'; readonly why: 'offline' | 'missing' | 'signed-out' };

/** Whether a file is offered to be read in the window: plain text by its type or its ending, and not too long. */
export function isReadableText({ type, name, size }: Attachment): boolean {
  if (size > MAX_TEXT_BYTES) return false;
  return (
    /^text\/(plain|csv)\b/.test(type) ||
    /^application\/json\b/.test(type) ||
    /\.(txt|log|csv|json|ini)$/i.test(name)
  );
}

/** A text file as text and nothing else: no markup in it means anything. */
export function TextViewer({
  attachment,
  onClose,
}: {
  readonly attachment: Attachment;
  readonly onClose: () => void;
}) {
  useReturnFocus();
  const { t } = useTranslation();
  const { read } = useDesk();
  const [state, setState] = useState<TextState>({ kind: 'loading' });

  useEffect(() => {
    let cancelled = false;
    const load = async () => {
      const file = await read.readFile(attachment.sha256);
      const text = file.ok ? decodeText(await file.value.arrayBuffer()) : null;
      if (cancelled) return;
      if (!file.ok) setState({ kind: 'unavailable', why: file.error });
      else setState(text === null ? { kind: 'not-text' } : { kind: 'shown', text });
    };
    void load();
    return () => {
      cancelled = true;
    };
  }, [read, attachment.sha256]);

  return (
    <Modal
      opened
      onClose={onClose}
      title={attachment.name}
      size="xl"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {state.kind === 'loading' && <Loader size="sm" />}
      {state.kind === 'not-text' && <p>{t('files.notText')}</p>}
      {state.kind === 'unavailable' && <p role="alert">{t(`files.unavailable.${state.why}`)}</p>}
      {state.kind === 'shown' && (
        // Scrolled by keys.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre className={styles.text} tabIndex={0}>
          {state.text}
        </pre>
      )}
    </Modal>
  );
}

/**
 * Decodes UTF-8, and Windows-1251 where the bytes are not UTF-8 (logs of Russian Windows programs).
 * @returns null for bytes that are no text at all
 */
export function decodeText(bytes: ArrayBuffer): string | null {
  if (new Uint8Array(bytes).includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1251').decode(bytes);
  }
}
