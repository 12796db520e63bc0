import { z } from 'zod';
import { ticketIdSchema } from '#shared/base/brand.ts';
import { MAX_MESSAGE_CHARS } from '#shared/domain/messages/message.ts';

/** Everything main tells the renderer, in the past tense or as a request of the person at the system's side. */
export const EVENTS = {
  /** A notification, a `vakhta://ticket/…` link or the tray asked for a ticket: its id or its number. */
  'ticket.requested': z.object({ ticket: z.string().regex(/^([0-9a-f-]{36}|\d{1,12})$/) }),
  /** A notification was answered where it stood. */
  'notification.answered': z.object({ ticketId: ticketIdSchema, text: z.string().max(MAX_MESSAGE_CHARS) }),
  /** A menu item of the window was chosen. */
  'menu.chosen': z.object({
    item: z.enum(['settings', 'outbox', 'sync', 'diagnostics', 'shortcuts', 'sign-out']),
  }),
  /** The helpdesk on this computer changed its state. */
  'helpdesk.changed': z.object({
    state: z.enum(['starting', 'migrating', 'seeding', 'running', 'restarting', 'failed']),
  }),
} as const;

export type Events = typeof EVENTS;
export type EventName = keyof Events;
export type EventData<N extends EventName> = z.output<Events[N]>;
