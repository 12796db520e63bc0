import { choiceButton, moveEntryFocus, type Choice } from '#renderer/hooks/entries.ts';
import type { Press } from '#shared/contract/ipc/own-keys.ts';
import type { Action, Availability } from '#renderer/hooks/use-actions.ts';
import { one, type ActionParts } from './action-parts.ts';

/** What is decided on entries of the outbox. */
export function decideActions({ workspace }: ActionParts): readonly Action[] {
  /** A key on an entry does what its button does; where there is none, the key keeps its other meaning. */
  const decide = (choice: Choice, code: string, more: Omit<Press, 'code'> = {}): Action => ({
    name: `decide.${choice}`,
    group: 'decide',
    label: () => `action.decide.${choice}`,
    keys: [one(code, more)],
    keywords: 'keywords.decide',
    when: () => (choiceButton(choice) === null ? 'hidden' : 'yes'),
    run: () => choiceButton(choice)?.click(),
  });
  const inOutbox = (): Availability =>
    workspace.get().screen === 'outbox' || workspace.get().screen === 'drafts' ? 'yes' : 'hidden';

  return [
    {
      name: 'decide.next',
      group: 'decide',
      label: () => 'action.decide.next',
      keys: [one('KeyJ'), one('ArrowDown', { inList: true })],
      keysOnly: true,
      when: inOutbox,
      run: () => void moveEntryFocus(1),
    },
    {
      name: 'decide.previous',
      group: 'decide',
      label: () => 'action.decide.previous',
      keys: [one('KeyK'), one('ArrowUp', { inList: true })],
      keysOnly: true,
      when: inOutbox,
      run: () => void moveEntryFocus(-1),
    },
    decide('do', 'KeyS'),
    decide('edit', 'KeyE'),
    decide('discard', 'KeyD'),
    decide('open', 'KeyO'),
    decide('behind', 'KeyB'),
    decide('do-all', 'KeyS', { shift: true }),
    decide('discard-all', 'KeyD', { shift: true }),
  ];
}
