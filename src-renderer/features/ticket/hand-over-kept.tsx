import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './ticket-dialogs.module.css';
import type { HandOverDraft } from './use-hand-over-draft.ts';

/** Says how safe the words of a hand-over are, and lets them be discarded; nothing where there are none. */
export function HandOverKept({ draft }: { readonly draft: HandOverDraft }) {
  const { t } = useTranslation();
  if (draft.text.trim() === '') return null;
  return (
    <div className={styles.kept}>
      <p className={draft.saved === 'failed' ? styles.warning : styles.hint}>
        {t(`drafts.state.${draft.saved}`)}
      </p>
      <Button size="xs" variant="subtle" color="red" onClick={() => void draft.discard()}>
        {t('drafts.discardWords')}
      </Button>
    </div>
  );
}
