import { Checkbox, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuid } from 'uuid';
import type { ReferenceId } from '#shared/base/brand.ts';
import type { ReferenceChange } from '#shared/contract/http/routes.ts';
import { MAX_PARTNER_DAYS, PARTNER_FIELDS } from '#shared/domain/references/partner.ts';
import type { ReferenceOf } from '#shared/domain/references/reference.ts';
import { useHelpdeskApi, type ApiError } from '#renderer/hooks/helpdesk-api.ts';
import { useTicketCommands } from '#renderer/hooks/ticket-commands.ts';
import { useTell } from '#renderer/hooks/use-tell.ts';
import { FormFoot } from '#renderer/ui-kit/form-foot.tsx';
import { formOf, readForm, type PartnerForm, type PartnerProblem } from './partner-form.ts';
import styles from './partners.module.css';

type Shown = ReferenceOf<'partner'>;

/** Makes or changes a partner. It needs the helpdesk: everybody gets it at once. */
export function PartnerDialog(props: {
  /** What was on the screen; null for a new one. */
  readonly reference: Shown | null;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const api = useHelpdeskApi();
  const tell = useTell();
  const commands = useTicketCommands();
  const { reference, onClose } = props;
  const [form, setForm] = useState(() => formOf(reference?.content ?? null));
  const [tried, setTried] = useState(false);
  const { content, problems } = readForm(form);
  const set = (part: Partial<PartnerForm>) => setForm((now) => ({ ...now, ...part }));
  const problem = (of: PartnerProblem) => tried && problems.has(of) && t(`partners.invalid.${of}`);

  const change = useMutation({
    mutationFn: async (given: ReferenceChange) => {
      const answer = await api.changeReference(given);
      if (!answer.ok) throw new Error(answer.error);
    },
  });
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (content === null) return;
    const after: Shown = { id: reference?.id ?? (uuid() as ReferenceId), kind: 'partner', content };
    await change.mutateAsync({ before: reference, after });
    tell({ tone: 'done', text: t('partners.saved', { name: content.name }) });
    onClose();
  };
  const remove = async () => {
    if (reference === null) return;
    await change.mutateAsync({ before: reference, after: null });
    onClose();
    commands.offerUndo(t('partners.removed', { name: reference.content.name }), async () => {
      const answer = await api.changeReference({ before: null, after: reference });
      if (!answer.ok) tell({ tone: 'error', text: t(`apiError.${answer.error}`) });
    });
  };

  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={reference === null ? t('partners.newTitle') : reference.content.name}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => void save(event).catch(() => undefined /* It is told below. */)}
      >
        <div className={styles.pair}>
          <TextInput
            data-autofocus
            label={t('partners.name')}
            maxLength={200}
            value={form.name}
            error={problem('name')}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <TextInput
            type="email"
            label={t('partners.email')}
            maxLength={320}
            value={form.email}
            error={problem('email')}
            onChange={(event) => set({ email: event.currentTarget.value })}
          />
          <NativeSelect
            label={t('partners.language')}
            value={form.language}
            data={(['ru', 'en'] as const).map((value) => ({ value, label: t(`language.${value}`) }))}
            onChange={(event) => set({ language: event.currentTarget.value === 'en' ? 'en' : 'ru' })}
          />
          <TextInput
            type="number"
            min={1}
            max={MAX_PARTNER_DAYS}
            label={t('partners.days')}
            value={form.days}
            error={problem('days')}
            onChange={(event) => set({ days: event.currentTarget.value })}
          />
        </div>
        <Checkbox.Group
          label={t('partners.fieldsTitle')}
          description={t('partners.fieldsHint')}
          error={problem('fields')}
          value={[...form.fields]}
          onChange={(values) => set({ fields: PARTNER_FIELDS.filter((field) => values.includes(field)) })}
        >
          <div className={styles.fields}>
            {PARTNER_FIELDS.map((field) => (
              <Checkbox key={field} value={field} label={t(`partners.field.${field}`)} />
            ))}
          </div>
        </Checkbox.Group>
        <Checkbox
          label={t('partners.active')}
          checked={form.active}
          onChange={(event) => set({ active: event.currentTarget.checked })}
        />
        <FormFoot
          saveLabel={t('partners.save')}
          removeLabel={t('partners.remove')}
          error={change.isError ? t(`apiError.${change.error.message as ApiError}`) : null}
          pending={change.isPending}
          onRemove={reference === null ? null : remove}
          onCancel={onClose}
        />
      </form>
    </Modal>
  );
}
