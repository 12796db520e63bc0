import { ActionIcon } from '@mantine/core';
import { IconDownload, IconFile, IconPhoto } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attachment } from '#shared/domain/attachments/attachment.ts';
import { isPicture } from '#shared/domain/attachments/picture.ts';
import { saveFile } from '#renderer/hooks/save-file.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useFormats } from '#renderer/hooks/use-formats.ts';
import { useInSight } from '#renderer/hooks/use-in-sight.ts';
import { usePicture } from '#renderer/hooks/use-picture.ts';
import { PictureViewer } from './picture-viewer.tsx';
import { isReadableText, TextViewer } from './text-viewer.tsx';
import { cx } from './cx.ts';
import styles from './attachments.module.css';

/** The files of a message: pictures as thumbnails, everything else as a line with a button to save it. Nothing is opened. */
export function Attachments(props: {
  readonly attachments: readonly Attachment[];
  /** What the viewer goes through, these pictures among them: those of the whole ticket. Without it only these. */
  readonly among?: readonly Attachment[];
}) {
  const { attachments, among } = props;
  const [viewed, setViewed] = useState<number | null>(null);
  const pictures = attachments.filter((attachment) => isPicture(attachment.type));
  const files = attachments.filter((attachment) => !isPicture(attachment.type));
  const all = among !== undefined && pictures.every((picture) => among.includes(picture)) ? among : pictures;
  if (attachments.length === 0) return null;
  return (
    <>
      {pictures.length > 0 && (
        <div className={styles.pictures}>
          {pictures.map((picture, index) => (
            <Thumbnail
              key={`${picture.sha256}/${index}`}
              attachment={picture}
              onOpen={() => setViewed(all.indexOf(picture))}
            />
          ))}
        </div>
      )}
      {files.length > 0 && (
        <ul className={styles.files}>
          {files.map((file, index) => (
            <FileLine key={`${file.sha256}/${index}`} attachment={file} />
          ))}
        </ul>
      )}
      {viewed !== null && (
        <PictureViewer
          pictures={all}
          index={viewed}
          onIndexChange={setViewed}
          onClose={() => setViewed(null)}
        />
      )}
    </>
  );
}

function Thumbnail({ attachment, onOpen }: { readonly attachment: Attachment; readonly onOpen: () => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [button, seen] = useInSight<HTMLButtonElement>();
  const picture = usePicture(attachment, seen);

  if (picture.kind === 'not-a-picture' || picture.kind === 'too-many-pixels') {
    return (
      <ul className={styles.files}>
        <FileLine
          attachment={attachment}
          note={t(picture.kind === 'not-a-picture' ? 'files.notAPicture' : 'files.tooManyPixels')}
        />
      </ul>
    );
  }
  return (
    <button
      ref={button}
      type="button"
      className={styles.thumb}
      title={`${attachment.name} · ${formats.bytes(attachment.size)}`}
      aria-label={t('files.view', { name: attachment.name })}
      onClick={onOpen}
      disabled={picture.kind !== 'shown'}
    >
      {picture.kind === 'shown' ? (
        <img src={picture.url} alt={attachment.name} decoding="async" />
      ) : (
        <span className={styles.why}>
          <IconPhoto size={20} aria-hidden="true" />
          <br />
          {picture.kind === 'unavailable' ? t(`files.unavailable.${picture.why}`) : attachment.name}
        </span>
      )}
    </button>
  );
}

function FileLine({ attachment, note }: { readonly attachment: Attachment; readonly note?: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { read } = useDesk();
  const [state, setState] = useState<'idle' | 'busy' | 'offline' | 'missing' | 'signed-out'>('idle');
  const download = async () => {
    setState('busy');
    const file = await read.readFile(attachment.sha256);
    if (!file.ok) return setState(file.error);
    saveFile(file.value, attachment.name);
    setState('idle');
  };
  const [reading, setReading] = useState(false);
  const failed = state !== 'idle' && state !== 'busy';
  return (
    <li className={styles.file}>
      <IconFile size={16} aria-hidden="true" />
      {isReadableText(attachment) ? (
        <button
          type="button"
          className={cx(styles.name, styles.read)}
          title={attachment.name}
          aria-label={t('files.view', { name: attachment.name })}
          onClick={() => setReading(true)}
        >
          {attachment.name}
        </button>
      ) : (
        <span className={styles.name} title={attachment.name}>
          {attachment.name}
        </span>
      )}
      {reading && <TextViewer attachment={attachment} onClose={() => setReading(false)} />}
      {note !== undefined && <span className={styles.size}>{note}</span>}
      {failed ? (
        <span className={styles.error} role="alert">
          {t(`files.unavailable.${state}`)}
        </span>
      ) : (
        <span className={styles.size}>{formats.bytes(attachment.size)}</span>
      )}
      <ActionIcon
        aria-label={t('files.download', { name: attachment.name })}
        loading={state === 'busy'}
        onClick={() => void download()}
      >
        <IconDownload size={16} aria-hidden="true" />
      </ActionIcon>
    </li>
  );
}
