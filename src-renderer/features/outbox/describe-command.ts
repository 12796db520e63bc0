import type { TFunction } from 'i18next';
import { assertNever } from '#shared/base/assert-never.ts';
import type { PersonId } from '#shared/base/brand.ts';
import type { Person } from '#shared/domain/people/person.ts';
import type { Command } from '#shared/sync/command.ts';
import { categoryName, delegateName } from '#renderer/hooks/describe-event.ts';
import type { Names } from '#renderer/hooks/names.ts';
import type { OutboxItem } from '#renderer/data/read/desk-reader.ts';

/** What a command does, in a few words. */
export function describeCommand(command: Command, names: Names, t: TFunction): string {
  switch (command.kind) {
    case 'reply':
      return t('command.reply');
    case 'note':
      return t('command.note');
    case 'assign': {
      const { to } = command.payload;
      if (to === null) return t('command.unassign');
      return t('command.assign', { name: names.person(to) ?? t('person.unknown') });
    }
    case 'status':
      return t('command.status', { status: t(`status.${command.payload.to}`) });
    case 'priority':
      return t('command.priority', { priority: t(`priority.${command.payload.to}`) });
    case 'tag': {
      const { add, remove } = command.payload;
      return [
        add.length > 0 ? t('command.tagsAdd', { tags: add.join(', ') }) : '',
        remove.length > 0 ? t('command.tagsRemove', { tags: remove.join(', ') }) : '',
      ]
        .filter((part) => part !== '')
        .join('; ');
    }
    case 'category':
      return t('command.category', { category: categoryName(command.payload.to, t) });
    case 'snooze': {
      const { until } = command.payload;
      return until === undefined ? t('command.wake') : t('command.snooze', { until: names.until(until) });
    }
    case 'follow':
      return t(command.payload.on ? 'command.follow' : 'command.unfollow');
    case 'link': {
      const { to, on } = command.payload;
      return t(on ? 'command.link' : 'command.unlink', { ticket: names.ticket(to) });
    }
    case 'delegate':
      return t('command.delegate', { to: delegateName(command.payload.to, names, t) });
    case 'merge': {
      const { into } = command.payload;
      return into === null ? t('command.unmerge') : t('command.merge', { ticket: names.ticket(into) });
    }
    case 'split':
      return t('command.split', { subject: command.payload.subject });
    case 'customer-note':
      return t(command.payload.text === null ? 'command.customerNoteOff' : 'command.customer-note');
    case 'hand-to-partner':
      return t('command.handToPartner', { name: command.payload.partner.name });
    case 'back-from-partner':
      return t(command.payload.how === 'answered' ? 'command.partnerAnswered' : 'command.partnerTakenBack');
    default:
      return assertNever(command);
  }
}

/** Why a command has not taken effect, as a sentence. */
export function describeReason(
  item: OutboxItem,
  people: ReadonlyMap<PersonId, Person>,
  t: TFunction,
): string {
  const { state } = item;
  switch (state.kind) {
    case 'waiting':
      return t(`waiting.${state.because}`);
    case 'stopped':
      return t(`stopped.${state.reason}`, { files: state.files.map((file) => file.name).join(', ') });
    case 'held':
      return t(item.command.kind === 'reply' ? 'held.reply' : 'held.other');
    case 'refused':
      if (state.reason === 'assigned-to-other')
        return t('refused.assigned-to-other', {
          name:
            state.holder === null
              ? t('person.somebody')
              : (people.get(state.holder)?.name ?? t('person.somebody')),
        });
      // What the kinds of 0.1 are told of a merged ticket.
      if (state.reason === 'invalid' && item.ticket?.mergedInto != null) return t('refused.merged');
      return t(`refused.${state.reason}`);
    default:
      return assertNever(state);
  }
}

/** What giving a command again is called; null where a person does not decide about it. */
export function primaryChoice(
  item: OutboxItem,
  me: PersonId,
  people: ReadonlyMap<PersonId, Person>,
  t: TFunction,
): string | null {
  const { command, state } = item;
  if (state.kind === 'held') return t(command.kind === 'reply' ? 'held.sendAnyway' : 'held.doAnyway');
  if (state.kind !== 'refused') return null;
  if (state.reason !== 'assigned-to-other' || command.kind !== 'assign') return t('outbox.retry');
  if (command.payload.to === me) return t('refused.takeOver');
  const { to } = command.payload;
  const name = to === null ? undefined : people.get(to)?.name;
  return name === undefined ? t('refused.assignAnyway') : t('decide.assignAnyway', { name });
}
