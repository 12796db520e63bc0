import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './form-foot.module.css';

/** The foot of a dialog that changes something: why it could not be done, and removing, leaving and saving. */
export function FormFoot(props: {
  readonly saveLabel: string;
  readonly removeLabel: string;
  /** A sentence; null while nothing has failed. */
  readonly error: string | null;
  /** The helpdesk is being asked. */
  readonly pending: boolean;
  /** Null where there is nothing to remove yet. The error is told by `error`. */
  readonly onRemove: (() => Promise<void>) | null;
  readonly onCancel: () => void;
}) {
  const { t } = useTranslation();
  const { error, pending, onRemove } = props;
  return (
    <>
      {error !== null && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
      <Group justify="flex-end" gap="xs">
        {onRemove !== null && (
          <Button
            color="red"
            variant="subtle"
            mr="auto"
            disabled={pending}
            onClick={() => void onRemove().catch(() => undefined /* It is told above. */)}
          >
            {props.removeLabel}
          </Button>
        )}
        <Button onClick={props.onCancel}>{t('common.cancel')}</Button>
        <Button type="submit" variant="filled" loading={pending}>
          {props.saveLabel}
        </Button>
      </Group>
    </>
  );
}
