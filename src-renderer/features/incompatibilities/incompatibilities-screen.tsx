import { Button } from '@mantine/core';
import { IconPlus, IconPuzzleOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { can } from '#shared/domain/roles/can.ts';
import { referencesOf, type ReferenceOf } from '#shared/domain/references/reference.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { EmptyState } from '#renderer/ui-kit/empty-state.tsx';
import { ItemList, TextItem } from '#renderer/ui-kit/item-list.tsx';
import { Page } from '#renderer/ui-kit/page.tsx';
import { ConditionSummary } from './condition-summary.tsx';
import { IncompatibilityDialog } from './incompatibility-dialog.tsx';
import styles from './incompatibilities.module.css';

/** The list of what is known not to work where; supervisors keep it. */
export function IncompatibilitiesScreen() {
  const { t, i18n } = useTranslation();
  const { read } = useDesk();
  const me = useLive(read.me);
  const references = useLive(read.references);
  const [edited, setEdited] = useState<ReferenceOf<'incompatibility'> | 'new' | null>(null);
  const language = i18n.language === 'ru' ? 'ru' : 'en';
  const mayManage = can(me, 'reference.manage', null);
  const known = referencesOf(references.values(), 'incompatibility').toSorted((a, b) =>
    a.content.title[language].localeCompare(b.content.title[language], language),
  );
  const add = (
    <Button
      variant="filled"
      leftSection={<IconPlus size={14} aria-hidden="true" />}
      onClick={() => setEdited('new')}
    >
      {t('incompatibility.add')}
    </Button>
  );

  return (
    <>
      <Page width="texts" title={t('incompatibility.title')} {...(mayManage ? { actions: add } : {})}>
        <p className={styles.quiet}>
          {t('incompatibility.hint')} {!mayManage && t('incompatibility.readOnly')}
        </p>
        {known.length === 0 && (
          <EmptyState
            icon={<IconPuzzleOff size={32} stroke={1.4} aria-hidden="true" />}
            title={t('incompatibility.empty')}
          >
            {mayManage ? t('incompatibility.emptyHint') : undefined}
          </EmptyState>
        )}
        <ItemList>
          {known.map((reference) => (
            <TextItem
              key={reference.id}
              title={reference.content.title[language]}
              action={
                mayManage && (
                  <Button
                    aria-label={t('incompatibility.editNamed', { title: reference.content.title[language] })}
                    onClick={() => setEdited(reference)}
                  >
                    {t('incompatibility.edit')}
                  </Button>
                )
              }
            >
              <ConditionSummary conditions={reference.content.when} />
              <p>{reference.content.explanation[language]}</p>
              {reference.content.link !== null && <p className={styles.quiet}>{reference.content.link}</p>}
            </TextItem>
          ))}
        </ItemList>
      </Page>
      {edited !== null && (
        <IncompatibilityDialog
          key={edited === 'new' ? 'new' : edited.id}
          reference={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  );
}
