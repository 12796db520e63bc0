import type { Priority, TicketStatus } from '../tickets/ticket.ts';
import type { SearchFieldName } from './search-query.ts';

/** Names of fields as people write them, in both languages. The first of each language is the one that is suggested. */
export const FIELD_NAMES: readonly (readonly [
  name: Exclude<SearchFieldName, 'number'>,
  en: readonly string[],
  ru: readonly string[],
])[] = [
  ['from', ['from'], ['от']],
  ['assignee', ['to', 'assignee'], ['кому', 'исполнитель']],
  ['customer', ['customer'], ['клиент']],
  ['tag', ['tag'], ['тег', 'метка']],
  ['status', ['status'], ['статус']],
  ['queue', ['queue'], ['очередь']],
  ['priority', ['priority'], ['приоритет']],
  ['before', ['before'], ['до']],
  ['after', ['after'], ['после']],
  ['has', ['has'], ['есть']],
  ['is', ['is'], ['это']],
];

/** What may stand behind `status:`. */
export const STATUS_WORDS: Readonly<Record<string, TicketStatus>> = {
  open: 'open',
  waiting: 'waiting',
  resolved: 'resolved',
  открыт: 'open',
  открыта: 'open',
  ждет: 'waiting',
  ожидает: 'waiting',
  решен: 'resolved',
  решена: 'resolved',
  закрыт: 'resolved',
};

/** What may stand behind `priority:`. */
export const PRIORITY_WORDS: Readonly<Record<string, Priority>> = {
  low: 'low',
  normal: 'normal',
  high: 'high',
  urgent: 'urgent',
  низкий: 'low',
  обычный: 'normal',
  высокий: 'high',
  срочный: 'urgent',
  срочно: 'urgent',
};

/** What may stand behind `has:`. */
export const ATTACHMENT_WORDS: Readonly<Record<string, 'attachment'>> = {
  attachments: 'attachment',
  files: 'attachment',
  вложение: 'attachment',
  вложения: 'attachment',
  файлы: 'attachment',
};

/** What may stand behind `is:`. */
export const IS_WORDS: Readonly<Record<string, 'unassigned' | 'mine' | TicketStatus>> = {
  unassigned: 'unassigned',
  free: 'unassigned',
  mine: 'mine',
  open: 'open',
  waiting: 'waiting',
  resolved: 'resolved',
  свободно: 'unassigned',
  ничье: 'unassigned',
  мое: 'mine',
  открыто: 'open',
  ждет: 'waiting',
  решено: 'resolved',
};
