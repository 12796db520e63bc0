import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Result } from '#shared/base/result.ts';
import { MAX_PUBLIC_NAME_CHARS } from '#shared/contract/http/signature.ts';
import { fillSignature, MAX_SIGNATURE_CHARS, publicNameOf } from '#shared/domain/queues/signature.ts';
import { can, seesQueue } from '#shared/domain/roles/can.ts';
import { useHelpdeskApi, type ApiError } from '#renderer/hooks/helpdesk-api.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { useTell } from '#renderer/hooks/use-tell.ts';
import styles from './settings.module.css';

/** What customers read under answers: one's own public name, and the signature of each queue; with the end of an answer. */
export function SignatureSection() {
  const { t } = useTranslation();
  const { read } = useDesk();
  const api = useHelpdeskApi();
  const tell = useTell();
  const me = useLive(read.me);
  const queues = [...useLive(read.queues).values()]
    .filter((queue) => seesQueue(me, queue.id))
    .toSorted((a, b) => a.position - b.position);
  const isOnline = useLive(read.connection).kind === 'online';
  const [queueId, setQueueId] = useState<string | null>(null);
  // Null: as it is known here, so that what comes from the helpdesk is shown.
  const [typedName, setTypedName] = useState<string | null>(null);
  const [typed, setTyped] = useState<{ readonly queueId: string; readonly text: string } | null>(null);
  const [isSaving, setSaving] = useState(false);
  if (!can(me, 'public-name.change', null)) return null;

  const queue = queues.find(({ id }) => id === queueId) ?? queues[0];
  const name = typedName ?? me.publicName ?? '';
  const before = queue?.signature ?? null;
  const signature = typed !== null && typed.queueId === queue?.id ? typed.text : (before ?? '');
  const publicName = name.trim() === '' ? null : name.trim();
  const shownAs = { name: me.name, publicName };
  const end = queue === undefined ? null : fillSignature({ ...queue, signature }, shownAs);

  const save = async (asked: Promise<Result<null, ApiError>>, done: () => void) => {
    setSaving(true);
    const answer = await asked;
    setSaving(false);
    if (!answer.ok) return tell({ tone: 'error', text: t(`apiError.${answer.error}`) });
    done();
    tell({ tone: 'done', text: t('signing.saved') });
  };

  return (
    <section className={styles.section} aria-label={t('settings.signature')} data-section="signature">
      <h3>{t('settings.signature')}</h3>
      {!isOnline && <p role="note">{t('signing.offline')}</p>}
      <form
        className={styles.field}
        onSubmit={(event) => {
          event.preventDefault();
          void save(api.changePublicName({ publicName }), () => setTypedName(null));
        }}
      >
        <TextInput
          className={styles.grow}
          label={t('signing.publicName')}
          description={t('signing.publicNameHint', { name: me.name })}
          placeholder={me.name}
          maxLength={MAX_PUBLIC_NAME_CHARS}
          value={name}
          disabled={!isOnline}
          onChange={(event) => setTypedName(event.currentTarget.value)}
        />
        <Button
          type="submit"
          disabled={!isOnline || publicName === (me.publicName ?? null)}
          loading={isSaving}
        >
          {t('signing.saveName')}
        </Button>
      </form>
      {queue !== undefined && (
        <>
          <NativeSelect
            label={t('signing.queue')}
            value={queue.id}
            data={queues.map(({ id, name: label }) => ({ value: id, label }))}
            onChange={(event) => setQueueId(event.currentTarget.value)}
          />
          {can(me, 'signature.manage', null) ? (
            <form
              className={styles.field}
              onSubmit={(event) => {
                event.preventDefault();
                const after = signature.trim() === '' ? null : signature;
                void save(api.changeSignature(queue.id, { before, after }), () => setTyped(null));
              }}
            >
              <Textarea
                className={styles.grow}
                label={t('signing.signature')}
                description={t('signing.signatureHint')}
                rows={4}
                resize="vertical"
                maxLength={MAX_SIGNATURE_CHARS}
                value={signature}
                disabled={!isOnline}
                onChange={(event) => setTyped({ queueId: queue.id, text: event.currentTarget.value })}
              />
              <Button type="submit" disabled={!isOnline || signature === (before ?? '')} loading={isSaving}>
                {t('signing.saveSignature')}
              </Button>
            </form>
          ) : (
            <p className={styles.quiet}>{t('signing.supervisors')}</p>
          )}
          <figure className={styles.preview} aria-label={t('signing.preview')}>
            <figcaption className={styles.quiet}>
              {t('signing.from', { name: publicNameOf(shownAs) })}
            </figcaption>
            <p>{t('signing.sample')}</p>
            {end === null ? <p className={styles.quiet}>{t('signing.none')}</p> : <p>{end}</p>}
          </figure>
        </>
      )}
    </section>
  );
}
