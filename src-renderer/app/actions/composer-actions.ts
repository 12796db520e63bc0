import { IconCircleCheck, IconClock, IconPlayerTrackNext, IconSend } from '@tabler/icons-react';
import type { ComposerKind } from '#shared/domain/drafts/draft.ts';
import { composerVerbs, type AfterSending } from '#renderer/hooks/composer-verbs.ts';
import type { Action, ActionSubject, Availability } from '#renderer/hooks/use-actions.ts';
import { mayDo, one, type ActionParts } from './action-parts.ts';

/** What becomes of the words in the composer; it handles the keys itself. */
export function composerActions({ desk, workspace }: ActionParts): readonly Action[] {
  const may = mayDo(desk);
  const send = (then: AfterSending) => () => composerVerbs()?.send(then);
  /** Said of the composer on the screen. @param kind what it must be for; null: either */
  const maySend =
    (kind: ComposerKind | null) =>
    (subject: ActionSubject): Availability => {
      const verbs = composerVerbs();
      if (verbs === null || (kind !== null && verbs.kind !== kind)) return 'hidden';
      const allowed = may(verbs.kind === 'reply' ? 'ticket.reply' : 'ticket.note')(subject);
      if (allowed !== 'yes') return allowed;
      return verbs.canSend() ? 'yes' : { no: 'action.no.words' };
    };

  return [
    {
      name: 'composer.send',
      group: 'composer',
      label: () => 'action.send',
      icon: IconSend,
      keys: [one('Enter', { mod: true })],
      where: 'own',
      when: maySend(null),
      run: send('stay'),
    },
    {
      name: 'composer.leave',
      group: 'composer',
      label: () => 'action.leave',
      keys: [one('Escape')],
      where: 'own',
      keysOnly: true,
      when: may('ticket.reply'),
      run: () => workspace.focusOn('list'),
    },
    {
      name: 'composer.sendResolve',
      group: 'composer',
      label: () => 'action.sendResolve',
      icon: IconCircleCheck,
      keys: [one('Enter', { mod: true, shift: true })],
      where: 'own',
      when: maySend('reply'),
      run: send('resolve'),
    },
    {
      name: 'composer.sendNext',
      group: 'composer',
      label: () => 'action.sendNext',
      icon: IconPlayerTrackNext,
      keys: [one('Period', { mod: true })],
      where: 'own',
      when: maySend(null),
      run: send('next'),
    },
    {
      name: 'composer.sendLater',
      group: 'composer',
      label: () => 'action.sendLater',
      icon: IconClock,
      keys: [],
      where: 'own',
      when: maySend(null),
      run: () => composerVerbs()?.sendLater(),
    },
  ];
}
