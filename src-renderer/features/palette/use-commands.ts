import { IconInbox, IconSettings, IconUser } from '@tabler/icons-react';
import type { ParseKeys } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { seesQueue } from '#shared/domain/roles/can.ts';
import { actionSubject } from '#renderer/hooks/action-subject.ts';
import { useActions, type KeyedAction } from '#renderer/hooks/use-actions.ts';
import { useDesk } from '#renderer/hooks/use-desk.ts';
import { SETTINGS_SECTIONS, useWorkspace } from '#renderer/hooks/workspace.ts';
import { fold } from './fold.ts';
import type { PaletteItem } from './palette-item.ts';

/** Everything but tickets and customers, as it was when the palette was opened: what can be done depends on what had the focus then. */
export function useCommands(): readonly PaletteItem[] {
  const { t, i18n } = useTranslation();
  const { read } = useDesk();
  const workspace = useWorkspace();
  const actions = useActions();

  const build = (): readonly PaletteItem[] => {
    /** A text in both languages: people look for what they remember. */
    const both = (key: ParseKeys) => ['en', 'ru'].map((language) => i18n.getFixedT(language)(key)).join(' ');

    const ofAction = (action: KeyedAction): readonly PaletteItem[] => {
      if (action.keysOnly === true) return [];
      const subject = actionSubject(read, workspace, action, false);
      const availability = action.when(subject);
      if (availability === 'hidden') return [];
      const label = action.label(subject);
      return [
        {
          id: `action:${action.name}`,
          group: action.group === 'go' ? 'go' : 'actions',
          label: t(label),
          ...(action.group === 'go' ? {} : { hint: t(`shortcuts.group.${action.group}`) }),
          ...(availability === 'yes' ? {} : { reason: t(availability.no) }),
          ...(action.keys[0] === undefined ? {} : { keys: action.keys[0] }),
          ...(action.icon === undefined ? {} : { icon: action.icon }),
          text: fold(`${both(label)} ${action.keywords === undefined ? '' : both(action.keywords)}`),
          choose: {
            run: () => {
              const on = actionSubject(read, workspace, action);
              if (action.when(on) === 'yes') action.run(on);
            },
          },
        },
      ];
    };

    const me = read.me.get();
    const queues = [...read.queues.get().values()]
      .filter((queue) => seesQueue(me, queue.id))
      .sort((a, b) => a.position - b.position)
      .map((queue): PaletteItem => ({
        id: `queue:${queue.id}`,
        group: 'queues',
        label: queue.name,
        icon: IconInbox,
        text: fold(queue.name),
        choose: { run: () => workspace.showView('waiting-for-us', queue.id) },
      }));
    const people = [...read.people.get().values()]
      .filter((person) => person.active)
      .sort((a, b) => a.name.localeCompare(b.name))
      .map((person): PaletteItem => ({
        id: `person:${person.id}`,
        group: 'people',
        label: person.name,
        hint: t(`role.${person.role}`),
        icon: IconUser,
        text: fold(`${person.name} ${both(`role.${person.role}`)}`),
        choose: { enter: { kind: 'person', id: person.id, name: person.name } },
      }));
    const sections = SETTINGS_SECTIONS.map((section): PaletteItem => {
      const name = section === 'keyboard' ? 'keys.title' : (`settings.${section}` as const);
      return {
        id: `settings:${section}`,
        group: 'settings',
        label: t(name),
        icon: IconSettings,
        text: fold(`${both(name)} ${both('settings.title')}`),
        choose: { run: () => workspace.showSettings(section) },
      };
    });
    return [...actions.flatMap(ofAction), ...queues, ...people, ...sections];
  };

  const [commands] = useState(build);
  return commands;
}
