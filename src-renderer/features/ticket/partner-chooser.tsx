import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReferenceOf } from '#shared/domain/references/reference.ts';
import styles from './ticket-dialogs.module.css';

/** Finds a partner by its name: arrow keys and Enter choose. */
export function PartnerChooser(props: {
  readonly partners: readonly ReferenceOf<'partner'>[];
  readonly onChoose: (partner: ReferenceOf<'partner'>) => void;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const combobox = useCombobox({ opened: true });
  const wanted = text.trim().toLocaleLowerCase();
  const shown = props.partners.filter(({ content }) => content.name.toLocaleLowerCase().includes(wanted));
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(id) => {
        const partner = shown.find((each) => each.id === id);
        if (partner !== undefined) props.onChoose(partner);
      }}
    >
      <Combobox.EventsTarget>
        <TextInput
          data-autofocus
          label={t('toPartner.find')}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            requestAnimationFrame(() => combobox.selectFirstOption());
          }}
        />
      </Combobox.EventsTarget>
      <Combobox.Options className={styles.found} aria-label={t('toPartner.find')}>
        {shown.map(({ id, content }) => (
          <Combobox.Option key={id} value={id} className={styles.option}>
            <span className={styles.subject}>{content.name}</span>
            <span className={styles.hint}>{content.email}</span>
          </Combobox.Option>
        ))}
        {shown.length === 0 && <Combobox.Empty>{t('toPartner.nothing')}</Combobox.Empty>}
      </Combobox.Options>
    </Combobox>
  );
}
