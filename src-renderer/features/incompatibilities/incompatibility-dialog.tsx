import { Modal, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuid } from 'uuid';
import type { ReferenceId } from '#shared/base/brand.ts';
import type { ReferenceChange } from '#shared/contract/http/routes.ts';
import type { ReferenceOf } from '#shared/domain/references/reference.ts';
import { useHelpdeskApi, type ApiError } from '#renderer/hooks/helpdesk-api.ts';
import { useTicketCommands } from '#renderer/hooks/ticket-commands.ts';
import { useTell } from '#renderer/hooks/use-tell.ts';
import { FormFoot } from '#renderer/ui-kit/form-foot.tsx';
import { ConditionFields } from './condition-fields.tsx';
import { FitCount } from './fit-count.tsx';
import { formOf, readForm } from './incompatibility-form.ts';
import styles from './incompatibilities.module.css';

type Shown = ReferenceOf<'incompatibility'>;

const LANGUAGES = ['en', 'ru'] as const;

/** Makes or changes an incompatibility. It needs the helpdesk: everybody gets it at once. */
export function IncompatibilityDialog(props: {
  /** What was on the screen; null for a new one. */
  readonly reference: Shown | null;
  readonly onClose: () => void;
}) {
  const { t, i18n } = useTranslation();
  const api = useHelpdeskApi();
  const tell = useTell();
  const commands = useTicketCommands();
  const { reference, onClose } = props;
  const [form, setForm] = useState(() => formOf(reference?.content ?? null));
  const [tried, setTried] = useState(false);
  const { content, problems } = readForm(form);
  const titleOf = (shown: Shown) => shown.content.title[i18n.language === 'ru' ? 'ru' : 'en'];

  const send = async (change: ReferenceChange) => {
    const answer = await api.changeReference(change);
    if (!answer.ok) throw new Error(answer.error);
  };
  const change = useMutation({ mutationFn: send });

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (content === null) return;
    const after: Shown = {
      id: reference?.id ?? (uuid() as ReferenceId),
      kind: 'incompatibility',
      content,
    };
    await change.mutateAsync({ before: reference, after });
    tell({ tone: 'done', text: t('incompatibility.saved', { title: titleOf(after) }) });
    onClose();
  };
  const remove = async () => {
    if (reference === null) return;
    await change.mutateAsync({ before: reference, after: null });
    onClose();
    commands.offerUndo(t('incompatibility.removed', { title: titleOf(reference) }), async () => {
      const answer = await api.changeReference({ before: null, after: reference });
      if (!answer.ok) tell({ tone: 'error', text: t(`apiError.${answer.error}`) });
    });
  };

  const textFields = (field: 'title' | 'explanation') =>
    LANGUAGES.map((language) => {
      const Field = field === 'title' ? TextInput : Textarea;
      return (
        <Field
          key={`${field}-${language}`}
          label={t(`incompatibility.${field}In.${language}`)}
          {...(field === 'explanation'
            ? { description: t('incompatibility.explanationHint'), rows: 5, resize: 'vertical' }
            : {})}
          lang={language}
          spellCheck
          maxLength={2_000}
          value={form[field][language]}
          error={tried && form[field][language].trim() === '' && t('incompatibility.invalid.text')}
          onChange={(event: { currentTarget: { value: string } }) => {
            const { value } = event.currentTarget;
            setForm((now) => ({ ...now, [field]: { ...now[field], [language]: value } }));
          }}
        />
      );
    });

  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={reference === null ? t('incompatibility.newTitle') : titleOf(reference)}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => void save(event).catch(() => undefined /* It is told below. */)}
      >
        <ConditionFields
          when={form.when}
          showProblems={tried}
          onChange={(when) => setForm((now) => ({ ...now, when }))}
        />
        {content !== null && <FitCount content={content} />}
        <div className={styles.pair}>{textFields('title')}</div>
        <div className={styles.pair}>{textFields('explanation')}</div>
        <TextInput
          label={t('incompatibility.link')}
          description={t('incompatibility.linkHint')}
          type="url"
          value={form.link}
          error={tried && problems.has('link') && t('incompatibility.invalid.link')}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setForm((now) => ({ ...now, link: value }));
          }}
        />
        <FormFoot
          saveLabel={t('incompatibility.save')}
          removeLabel={t('incompatibility.remove')}
          error={change.isError ? t(`apiError.${change.error.message as ApiError}`) : null}
          pending={change.isPending}
          onRemove={reference === null ? null : remove}
          onCancel={onClose}
        />
      </form>
    </Modal>
  );
}
