import { Button } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ConversationParts } from './conversation-context.ts';
import type { LetterPictures } from './use-letter-pictures.ts';
import styles from './remote-pictures.module.css';

/** Over a letter that asks for pictures from outside: that they are not shown, and how to have them. */
export function RemotePictures(props: {
  readonly blocked: number;
  readonly remote: number;
  readonly letter: LetterPictures;
  readonly sender: ConversationParts['sender'];
}) {
  const { t } = useTranslation();
  const { letter, sender } = props;
  if (letter.allowed && letter.failed === 0) return null;
  if (letter.allowed) {
    return (
      <p className={styles.bar} role="status">
        <IconPhotoOff size={14} aria-hidden="true" />
        {t('talk.picturesFailed', { count: letter.failed })}
      </p>
    );
  }
  if (props.blocked === 0) return null;
  return (
    <div className={styles.bar}>
      <IconPhotoOff size={14} aria-hidden="true" />
      <span>{t('conversation.remoteBlocked', { count: props.blocked })}</span>
      {props.remote > 0 && (
        <>
          <Button size="compact-xs" variant="subtle" onClick={letter.showOnce}>
            {t('talk.showOnce')}
          </Button>
          {sender !== null && (
            <Button size="compact-xs" variant="subtle" onClick={letter.showAlways}>
              {t('talk.showAlways', { name: sender.name })}
            </Button>
          )}
        </>
      )}
    </div>
  );
}
