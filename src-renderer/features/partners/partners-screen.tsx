import { Button } from '@mantine/core';
import { IconBuildings, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { can } from '#shared/domain/roles/can.ts';
import { referencesOf, type ReferenceOf } from '#shared/domain/references/reference.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { EmptyState } from '#renderer/ui-kit/empty-state.tsx';
import { ItemList, TextItem } from '#renderer/ui-kit/item-list.tsx';
import { Page } from '#renderer/ui-kit/page.tsx';
import { Tag } from '#renderer/ui-kit/tag.tsx';
import { PartnerDialog } from './partner-dialog.tsx';
import styles from './partners.module.css';

/** The organisations that tickets are handed over to; supervisors keep the list. */
export function PartnersScreen() {
  const { t, i18n } = useTranslation();
  const { read } = useDesk();
  const me = useLive(read.me);
  const references = useLive(read.references);
  const [edited, setEdited] = useState<ReferenceOf<'partner'> | 'new' | null>(null);
  const mayManage = can(me, 'reference.manage', null);
  const known = referencesOf(references.values(), 'partner').toSorted((a, b) =>
    a.content.name.localeCompare(b.content.name, i18n.language),
  );
  const add = (
    <Button
      variant="filled"
      leftSection={<IconPlus size={14} aria-hidden="true" />}
      onClick={() => setEdited('new')}
    >
      {t('partners.add')}
    </Button>
  );

  return (
    <>
      <Page width="texts" title={t('partners.title')} {...(mayManage ? { actions: add } : {})}>
        <p className={styles.quiet}>
          {t('partners.hint')} {!mayManage && t('partners.readOnly')}
        </p>
        {known.length === 0 && (
          <EmptyState
            icon={<IconBuildings size={32} stroke={1.4} aria-hidden="true" />}
            title={t('partners.empty')}
          >
            {t('partners.emptyHint')}
          </EmptyState>
        )}
        <ItemList>
          {known.map((reference) => {
            const { name, email, language, fields, days, active } = reference.content;
            const names = fields.map((field) => t(`partners.field.${field}`)).join(', ');
            return (
              <TextItem
                key={reference.id}
                title={
                  <>
                    {name} {!active && <Tag>{t('partners.inactive')}</Tag>}
                  </>
                }
                action={
                  mayManage && (
                    <Button
                      aria-label={t('partners.editNamed', { name })}
                      onClick={() => setEdited(reference)}
                    >
                      {t('partners.edit')}
                    </Button>
                  )
                }
              >
                <p className={styles.quiet}>
                  {t('partners.summary', { email, language: t(`language.${language}`), count: days })}
                </p>
                <p>{t('partners.may', { fields: names })}</p>
              </TextItem>
            );
          })}
        </ItemList>
      </Page>
      {edited !== null && (
        <PartnerDialog
          key={edited === 'new' ? 'new' : edited.id}
          reference={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  );
}
