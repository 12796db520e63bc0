import { assertNever } from '#shared/base/assert-never.ts';
import type { QueueId } from '#shared/base/brand.ts';
import type { Role } from './role.ts';

/** Everything a role can be allowed or refused. Changing actions end up in a command or an endpoint. */
export type Action =
  | 'ticket.read'
  | 'ticket.reply'
  | 'ticket.note'
  | 'ticket.assign'
  | 'ticket.status'
  | 'ticket.priority'
  | 'ticket.tag'
  | 'ticket.category'
  | 'ticket.snooze'
  | 'ticket.follow'
  | 'ticket.link'
  | 'ticket.delegate'
  | 'ticket.merge'
  | 'ticket.split'
  | 'customer.note'
  | 'customer.merge'
  | 'attachment.upload'
  | 'reference.manage'
  /** What customers read instead of one's own name. */
  | 'public-name.change'
  /** What stands under the answers of a queue. */
  | 'signature.manage'
  | 'people.manage';

/** Who asks: the part of a person that rights depend on. */
export interface Actor {
  readonly role: Role;
  readonly queueIds: readonly QueueId[];
}

/** What is asked about; `null` where the action has no ticket. */
export interface Subject {
  readonly queueId: QueueId;
}

/**
 * The one rule of rights (I8, I9): the view hides by it, `data/write` refuses by it, the helpdesk enforces it.
 * Operators and trainees see the tickets of their queues; a trainee changes nothing.
 */
export function can(actor: Actor, action: Action, subject: Subject | null): boolean {
  if (subject !== null && !seesQueue(actor, subject.queueId)) return false;
  switch (actor.role) {
    case 'trainee':
      return action === 'ticket.read';
    case 'operator':
      return action !== 'people.manage' && action !== 'reference.manage' && action !== 'signature.manage';
    case 'supervisor':
      return action !== 'people.manage';
    case 'administrator':
      return true;
    default:
      return assertNever(actor.role);
  }
}

/** Whether tickets of a queue are within a person's sight. Supervisors and administrators see every queue. */
export function seesQueue(actor: Actor, queueId: QueueId): boolean {
  return actor.role === 'supervisor' || actor.role === 'administrator' || actor.queueIds.includes(queueId);
}
