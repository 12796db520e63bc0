import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EpochMs, ReferenceId } from '#shared/base/brand.ts';
import { MAX_MESSAGE_CHARS } from '#shared/domain/messages/message.ts';
import { publicNameOf } from '#shared/domain/queues/signature.ts';
import { PARTNER_FIELDS, type PartnerField } from '#shared/domain/references/partner.ts';
import { referencesOf, type ReferenceOf } from '#shared/domain/references/reference.ts';
import {
  composeLetter,
  mailtoOf,
  MAX_LETTER_CHARS,
  MAX_SUBJECT_CHARS,
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
import { HandOverKept } from './hand-over-kept.tsx';
import { PartnerChooser } from './partner-chooser.tsx';
import { useHandOverDraft, type HandOverDraft } from './use-hand-over-draft.ts';
import styles from './ticket-dialogs.module.css';

/** What has been chosen in the dialog; what is typed is the draft. */
interface Chosen {
  /** null: none yet; undefined: as the draft says. */
  readonly partnerId: ReferenceId | null | undefined;
  /** As in the field; null: as the partner's days say. */
  readonly until: string | null;
}
const NOTHING: Chosen = { partnerId: undefined, until: null };

interface Dialog {
  readonly ticket: Ticket;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Hands a ticket over to a partner organisation, with a letter made of what it may see. */
export function ToPartnerDialog({ ticket, opened, onClose }: Dialog) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState(NOTHING);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('toPartner.title', { number: ticket.number })}
      size="xl"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {opened && <Content ticket={ticket} chosen={chosen} onChosen={setChosen} onClose={onClose} />}
    </Modal>
  );
}

function Content(props: {
  readonly ticket: Ticket;
  readonly chosen: Chosen;
  readonly onChosen: (chosen: Chosen) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const references = useLive(useDesk().read.references);
  const { chosen, onChosen } = props;
  const draft = useHandOverDraft(props.ticket.id, 'hand-to-partner');
  const partners = referencesOf(references.values(), 'partner')
    .filter(({ content }) => content.active)
    .toSorted((a, b) => a.content.name.localeCompare(b.content.name));
  // As it is on the list now: what it may see may have been changed since it was chosen.
  const wanted = chosen.partnerId === undefined ? draft.toPartner?.partnerId : chosen.partnerId;
  const partner = partners.find(({ id }) => id === wanted);
  const choose = ({ id: partnerId }: ReferenceOf<'partner'>) => {
    onChosen({ partnerId, until: null });
    const { toPartner, text } = draft;
    if (toPartner == null || toPartner.partnerId === partnerId) return;
    // A letter that was changed for one partner is not for another.
    const words = toPartner.letter === null ? text : toPartner.letter.words;
    if (toPartner.letter === null) draft.type(words, { partnerId, letter: null });
    else draft.replace(words, { partnerId, letter: null }, t('toPartner.letterGone'));
  };
  if (partner === undefined)
    return partners.length === 0 ? (
      <p className={styles.what}>{t('toPartner.none')}</p>
    ) : (
      <PartnerChooser partners={partners} onChoose={choose} />
    );
  return <Letter {...props} partner={partner} draft={draft} />;
}

function Letter(props: {
  readonly ticket: Ticket;
  readonly partner: ReferenceOf<'partner'>;
  readonly draft: HandOverDraft;
  readonly chosen: Chosen;
  readonly onChosen: (chosen: Chosen) => void;
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
  const { ticket, chosen, onChosen, partner, draft } = props;
  const { id, content } = partner;
  const own = draft.toPartner?.letter ?? null;
  const words = own === null ? draft.text : own.words;
  const until = chosen.until ?? localDateTime(morningIn(content.days, now));
  const facts: LetterFacts = {
    ...factsOf(ticket, conversation),
    words,
    until: dayIn(content.language, until),
    from: publicNameOf(me),
  };
  const composed = composeLetter(content, facts);
  const letter = own === null ? composed.letter : { subject: own.subject, text: draft.text };
  const change = ({ subject, text }: PartnerLetter) =>
    draft.type(text, { partnerId: id, letter: { subject, words } });
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
    onChosen(NOTHING);
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
        <Button onClick={() => onChosen({ partnerId: null, until: null })}>{t('toPartner.other')}</Button>
      </div>
      {content.fields.includes('words') && own === null && (
        <Textarea
          data-autofocus
          label={t('toPartner.words')}
          description={t('toPartner.wordsHint')}
          rows={2}
          resize="vertical"
          maxLength={MAX_MESSAGE_CHARS}
          value={words}
          onChange={(event) => draft.type(event.currentTarget.value, { partnerId: id, letter: null })}
        />
      )}
      <TextInput
        label={t('toPartner.subject')}
        lang={content.language}
        maxLength={MAX_SUBJECT_CHARS}
        value={letter.subject}
        onChange={(event) => change({ ...letter, subject: event.currentTarget.value })}
      />
      <Textarea
        label={t('toPartner.letter')}
        lang={content.language}
        rows={9}
        resize="vertical"
        maxLength={MAX_LETTER_CHARS}
        value={letter.text}
        error={isEmpty && t('toPartner.empty')}
        onChange={(event) => change({ ...letter, text: event.currentTarget.value })}
      />
      <HandOverKept draft={draft} />
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
          onChosen({ ...chosen, until: event.currentTarget.value });
        }}
      />
      <p className={styles.what}>
        {t('toPartner.send')} {mail === null && t('toPartner.tooLong')}
      </p>
      <Group justify="flex-end" gap="xs">
        {own !== null && (
          <Button
            mr="auto"
            onClick={() => draft.replace(words, { partnerId: id, letter: null }, t('toPartner.letterGone'))}
          >
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
