import { Button } from '@mantine/core';
import { IconBuildings, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { can } from '#shared/domain/roles/can.ts';
import { referencesOf, type ReferenceOf } from '#shared/domain/references/reference.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { EmptyState } from '#renderer/ui-kit/empty-state.tsx';
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

  return (
    <div className={styles.screen}>
      <div className={styles.inner}>
        <div className={styles.title}>
          <h2>{t('partners.title')}</h2>
          {mayManage && (
            <Button
              variant="filled"
              leftSection={<IconPlus size={14} aria-hidden="true" />}
              onClick={() => setEdited('new')}
            >
              {t('partners.add')}
            </Button>
          )}
        </div>
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
        <ul className={styles.list}>
          {known.map((reference) => {
            const { name, email, language, fields, days, active } = reference.content;
            const names = fields.map((field) => t(`partners.field.${field}`)).join(', ');
            return (
              <li key={reference.id} className={styles.item}>
                <div className={styles.head}>
                  <h3>
                    {name} {!active && <Tag>{t('partners.inactive')}</Tag>}
                  </h3>
                  {mayManage && (
                    <Button
                      aria-label={t('partners.editNamed', { name })}
                      onClick={() => setEdited(reference)}
                    >
                      {t('partners.edit')}
                    </Button>
                  )}
                </div>
                <p className={styles.quiet}>
                  {t('partners.summary', { email, language: t(`language.${language}`), count: days })}
                </p>
                <p>{t('partners.may', { fields: names })}</p>
              </li>
            );
          })}
        </ul>
      </div>
      {edited !== null && (
        <PartnerDialog
          key={edited === 'new' ? 'new' : edited.id}
          reference={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
        />
      )}
    </div>
  );
}
