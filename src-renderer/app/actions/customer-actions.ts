import { IconArrowBarToLeft, IconNote, IconUsers } from '@tabler/icons-react';
import { explanationsFor, type KnownExplanation } from '#renderer/hooks/known-explanations.ts';
import type { Action, ActionSubject } from '#renderer/hooks/use-actions.ts';
import { mayDo, type ActionParts } from './action-parts.ts';

/** What is done to the customer of the open ticket. */
export function customerActions({ desk, workspace }: ActionParts): readonly Action[] {
  const may = mayDo(desk);
  const known = ({ ticket }: ActionSubject): KnownExplanation | null => {
    if (ticket === null || ticket.mergedInto !== null) return null;
    const conversation = desk.read.conversation(ticket.id).get();
    const customer = conversation.kind === 'open' ? conversation.customer : null;
    return explanationsFor(desk.read.references.get(), ticket, customer)[0] ?? null;
  };
  return [
    {
      name: 'customer.note',
      group: 'ticket',
      label: () => 'action.customerNote',
      icon: IconNote,
      keys: [],
      when: may('customer.note'),
      run: () => {
        // In a narrow window the card is in a drawer.
        workspace.set({ screen: 'queue', drawer: 'customer' });
        workspace.focusOn('customer-note');
      },
    },
    {
      name: 'customer.samePerson',
      group: 'ticket',
      label: () => 'action.samePerson',
      icon: IconUsers,
      keys: [],
      when: may('customer.merge'),
      run: () => workspace.set({ dialog: 'same-person' }),
    },
    {
      name: 'customer.insertExplanation',
      group: 'ticket',
      label: () => 'action.insertExplanation',
      icon: IconArrowBarToLeft,
      keys: [],
      when: (subject) => (known(subject) === null ? 'hidden' : may('ticket.reply')(subject)),
      run: (subject) => {
        const first = known(subject);
        if (first === null || subject.ticket === null) return;
        workspace.insert(subject.ticket.id, { text: first.explanation, link: first.link });
      },
    },
  ];
}
