import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EpochMs } from '#shared/base/brand.ts';
import { publicNameOf } from '#shared/domain/queues/signature.ts';
import { PARTNER_FIELDS, type PartnerField } from '#shared/domain/references/partner.ts';
import { referencesOf, type ReferenceOf } from '#shared/domain/references/reference.ts';
import {
  composeLetter,
  mailtoOf,
  MAX_LETTER_CHARS,
  withheldIn,
  type LetterFacts,
  type PartnerLetter,
} from '#shared/domain/tickets/partner-letter.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { Conversation } from '#renderer/data/read/desk-reader.ts';
import { localDateTime, morningIn } from '#renderer/hooks/snooze-choices.ts';
import { useTicketCommands } from '#renderer/hooks/ticket-commands.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { useLive } from '#renderer/hooks/use-live.ts';
import { usePlatform } from '#renderer/hooks/use-platform.ts';
import { useMinute } from '#renderer/hooks/use-minute.ts';
import { useTell } from '#renderer/hooks/use-tell.ts';
import { PartnerChooser } from './partner-chooser.tsx';
import styles from './ticket-dialogs.module.css';

/** What has been typed; it stays here until it is given. */
interface Typed {
  readonly partner: ReferenceOf<'partner'> | null;
  readonly words: string;
  /** The letter as a person has changed it; null: as it is composed. */
  readonly letter: PartnerLetter | null;
  /** As in the field; null: as the partner's days say. */
  readonly until: string | null;
}
const NOTHING: Typed = { partner: null, words: '', letter: null, until: null };

interface Dialog {
  readonly ticket: Ticket;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Hands a ticket over to a partner organisation, with a letter made of what it may see. */
export function ToPartnerDialog({ ticket, opened, onClose }: Dialog) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(NOTHING);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('toPartner.title', { number: ticket.number })}
      size="xl"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {opened && <Content ticket={ticket} typed={typed} onTyped={setTyped} onClose={onClose} />}
    </Modal>
  );
}

function Content(props: {
  readonly ticket: Ticket;
  readonly typed: Typed;
  readonly onTyped: (typed: Typed) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const references = useLive(useDesk().read.references);
  const { typed, onTyped } = props;
  const partners = referencesOf(references.values(), 'partner')
    .filter(({ content }) => content.active)
    .toSorted((a, b) => a.content.name.localeCompare(b.content.name));
  // As it is on the list now: what it may see may have been changed since it was chosen.
  const partner = partners.find(({ id }) => id === typed.partner?.id);
  if (partner === undefined)
    return partners.length === 0 ? (
      <p className={styles.what}>{t('toPartner.none')}</p>
    ) : (
      <PartnerChooser
        partners={partners}
        onChoose={(chosen) => onTyped({ ...typed, partner: chosen, letter: null, until: null })}
      />
    );
  return <Letter {...props} partner={partner} />;
}

function Letter(props: {
  readonly ticket: Ticket;
  readonly partner: ReferenceOf<'partner'>;
  readonly typed: Typed;
  readonly onTyped: (typed: Typed) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const { read } = useDesk();
  const me = useLive(read.me);
  const conversation = useLive(read.conversation(props.ticket.id));
  const platform = usePlatform();
  const commands = useTicketCommands();
  const tell = useTell();
  const [isPast, setPast] = useState(false);
  const now = useMinute();
  const { ticket, typed, onTyped, partner } = props;
  const { id, content } = partner;
  const until = typed.until ?? localDateTime(morningIn(content.days, now));
  const facts: LetterFacts = {
    ...factsOf(ticket, conversation),
    words: typed.words,
    until: dayIn(content.language, until),
    from: publicNameOf(me),
  };
  const composed = composeLetter(content, facts);
  const letter = typed.letter ?? composed.letter;
  const masked = withheldIn(letter, content.fields, facts);
  const mail = mailtoOf(content.email, letter);
  const isEmpty = letter.text.trim() === '' || letter.subject.trim() === '';
  const nameOf = (field: PartnerField) => t(`partners.field.${field}`);
  const list = (fields: readonly PartnerField[]) =>
    fields.length === 0 ? t('toPartner.nothingKnown') : fields.map(nameOf).join(', ');

  const give = () => {
    const at = new Date(until).getTime();
    if (!(at > now)) return setPast(true);
    props.onClose();
    onTyped(NOTHING);
    const { name, email } = content;
    const passed = [...composed.passed];
    void commands.handToPartner(ticket, {
      partner: { id, name, email },
      passed,
      letter,
      until: at as EpochMs,
    });
  };
  const copy = () =>
    void navigator.clipboard.writeText(`${letter.subject}\n\n${letter.text}`).then(
      () => tell({ tone: 'done', text: t('toPartner.copied') }),
      () => tell({ tone: 'error', text: t('toPartner.notCopied') }),
    );

  return (
    <Stack gap="sm">
      <div className={styles.option}>
        <p className={styles.subject}>
          <b>{content.name}</b> <span className={styles.hint}>{content.email}</span>
        </p>
        <Button onClick={() => onTyped({ ...typed, partner: null, letter: null, until: null })}>
          {t('toPartner.other')}
        </Button>
      </div>
      {content.fields.includes('words') && typed.letter === null && (
        <Textarea
          data-autofocus
          label={t('toPartner.words')}
          description={t('toPartner.wordsHint')}
          rows={2}
          resize="vertical"
          value={typed.words}
          onChange={(event) => onTyped({ ...typed, words: event.currentTarget.value })}
        />
      )}
      <TextInput
        label={t('toPartner.subject')}
        lang={content.language}
        maxLength={400}
        value={letter.subject}
        onChange={(event) => onTyped({ ...typed, letter: { ...letter, subject: event.currentTarget.value } })}
      />
      <Textarea
        label={t('toPartner.letter')}
        lang={content.language}
        rows={9}
        resize="vertical"
        maxLength={MAX_LETTER_CHARS}
        value={letter.text}
        error={isEmpty && t('toPartner.empty')}
        onChange={(event) => onTyped({ ...typed, letter: { ...letter, text: event.currentTarget.value } })}
      />
      <dl className={styles.passed}>
        <dt>{t('toPartner.passed')}</dt>
        <dd>{list(composed.passed)}</dd>
        <dt>{t('toPartner.withheld')}</dt>
        <dd>
          {list(PARTNER_FIELDS.filter((field) => !content.fields.includes(field)))}. {t('toPartner.files')}
        </dd>
      </dl>
      <p className={masked.length > 0 ? styles.warning : 'visually-hidden'} role="status">
        {masked.length > 0 && t('toPartner.masked', { fields: masked.map(nameOf).join(', ') })}
      </p>
      <TextInput
        type="datetime-local"
        label={t('toPartner.until')}
        value={until}
        error={isPast && t('toPartner.past')}
        onChange={(event) => {
          setPast(false);
          onTyped({ ...typed, until: event.currentTarget.value });
        }}
      />
      <p className={styles.what}>
        {t('toPartner.send')} {mail === null && t('toPartner.tooLong')}
      </p>
      <Group justify="flex-end" gap="xs">
        {typed.letter !== null && (
          <Button mr="auto" onClick={() => onTyped({ ...typed, letter: null })}>
            {t('toPartner.anew')}
          </Button>
        )}
        <Button onClick={copy} disabled={isEmpty}>
          {t('toPartner.copy')}
        </Button>
        <Button
          disabled={isEmpty || mail === null}
          onClick={() => mail !== null && platform.openExternal(mail)}
        >
          {t('toPartner.mail')}
        </Button>
        <Button variant="filled" disabled={isEmpty} onClick={give}>
          {t('toPartner.confirm')}
        </Button>
      </Group>
    </Stack>
  );
}

/** What is known here; of merged tickets nothing, they may be of another customer. */
function factsOf(
  ticket: Ticket,
  conversation: Conversation,
): Pick<LetterFacts, 'ticket' | 'customer' | 'questions'> {
  if (conversation.kind !== 'open') return { ticket, customer: null, questions: [] };
  const questions = conversation.timeline.flatMap(({ message, from }) =>
    message.kind === 'customer' && from === undefined ? [message.text] : [],
  );
  return { ticket, customer: conversation.customer, questions };
}

/** A day as the reader of the letter writes it. */
function dayIn(language: 'ru' | 'en', at: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return at;
  return new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(date);
}
