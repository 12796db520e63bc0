import { ActionIcon, Loader } from '@mantine/core';
import { IconAlertTriangle, IconFile, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import {
  MAX_ATTACHMENT_BYTES,
  MAX_ATTACHMENTS,
  type Attachment,
} from '#shared/domain/attachments/attachment.ts';
import { isPicture } from '#shared/domain/attachments/picture.ts';
import { useFormats } from '#renderer/hooks/use-formats.ts';
import { usePicture } from '#renderer/hooks/use-picture.ts';
import { cx } from '#renderer/ui-kit/cx.ts';
import type { IncomingFile } from './use-kept-files.ts';
import styles from './draft-files.module.css';

/** The files of a draft: kept ones, those being kept, and those that could not be, each with its reason. */
export function DraftFiles(props: {
  readonly attachments: readonly Attachment[];
  readonly incoming: readonly IncomingFile[];
  readonly onRemove: (file: Attachment) => void;
  readonly onDismiss: (key: number) => void;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  if (props.attachments.length === 0 && props.incoming.length === 0) return null;
  return (
    <ul className={styles.files} aria-label={t('composer.files')}>
      {props.attachments.map((attachment, index) => (
        <li key={`${attachment.sha256}/${index}`} className={styles.file}>
          {isPicture(attachment.type) ? (
            <DraftPicture attachment={attachment} />
          ) : (
            <IconFile size={18} aria-hidden="true" />
          )}
          <div className={styles.text}>
            <div className={styles.name} title={attachment.name}>
              {attachment.name}
            </div>
            <div className={styles.detail}>{formats.bytes(attachment.size)}</div>
          </div>
          <ActionIcon
            size="sm"
            aria-label={t('composer.removeFile', { name: attachment.name })}
            onClick={() => props.onRemove(attachment)}
          >
            <IconX size={14} aria-hidden="true" />
          </ActionIcon>
        </li>
      ))}
      {props.incoming.map((file) => (
        <li key={file.key} className={cx(styles.file, file.state !== 'keeping' && styles.failed)}>
          {file.state === 'keeping' ? (
            <Loader size={16} aria-label={t('composer.keeping')} />
          ) : (
            <IconAlertTriangle size={18} color="var(--bad)" aria-hidden="true" />
          )}
          <div className={styles.text}>
            <div className={styles.name} title={file.name}>
              {file.name}
            </div>
            <div className={styles.detail} role={file.state === 'keeping' ? undefined : 'alert'}>
              {file.state === 'keeping'
                ? t('composer.keeping')
                : t(`keepError.${file.state}`, {
                    limit: formats.bytes(MAX_ATTACHMENT_BYTES),
                    most: MAX_ATTACHMENTS,
                  })}
            </div>
          </div>
          {file.state !== 'keeping' && (
            <ActionIcon
              size="sm"
              aria-label={t('composer.dismissFile', { name: file.name })}
              onClick={() => props.onDismiss(file.key)}
            >
              <IconX size={14} aria-hidden="true" />
            </ActionIcon>
          )}
        </li>
      ))}
    </ul>
  );
}

function DraftPicture({ attachment }: { readonly attachment: Attachment }) {
  const picture = usePicture(attachment, true);
  if (picture.kind !== 'shown') return <IconFile size={18} aria-hidden="true" />;
  return <img className={styles.thumb} src={picture.url} alt={attachment.name} />;
}
