import { IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import styles from './ticket-list.module.css';

/** Tells that tickets have come above what is in sight; the list has not moved for them. */
export function NewAbove(props: { readonly count: number; readonly onShow: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      {props.count > 0 && (
        // The focus stays in the list: the press must not take it.
        <button
          type="button"
          className={styles.pill}
          onMouseDown={(event) => event.preventDefault()}
          onClick={props.onShow}
        >
          <IconArrowUp size={13} aria-hidden="true" />
          {t('queue.newAbove', { count: props.count })}
        </button>
      )}
      <span className="visually-hidden" role="status">
        {props.count > 0 ? t('queue.newAbove', { count: props.count }) : ''}
      </span>
    </>
  );
}
