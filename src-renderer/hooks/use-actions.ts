import type { ParseKeys } from 'i18next';
import { createContext, useContext, type ComponentType } from 'react';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { KeySequence, OwnKeys } from '#shared/contract/ipc/own-keys.ts';

/** Texts that name actions: none of them has places to fill. */
export type ActionText = Exclude<
  Extract<ParseKeys, `action.${string}` | `view.${string}` | `nav.${string}`>,
  'nav.me' | 'nav.title' | 'nav.withCount'
>;

/** Other words an action is looked for by. */
export type ActionKeywords = Extract<ParseKeys, `keywords.${string}`>;

/** The order of the sheet, of the palette and of the settings. */
export const ACTION_GROUPS = ['list', 'ticket', 'composer', 'decide', 'go', 'window'] as const;
export type ActionGroup = (typeof ACTION_GROUPS)[number];

/** What an action is decided on. Looked up anew at each press and each render. */
export interface ActionSubject {
  /** The ticket that is acted upon: the open one. */
  readonly ticket: Ticket | null;
}

/** `no` gives the reason, so that a disabled button can say it; `hidden` where it makes no sense at all. */
export type Availability = 'yes' | 'hidden' | { readonly no: ActionText };

/** A verb: one definition feeds buttons, menus, keys, the sheet, the palette and the settings. */
export interface Action {
  readonly name: string;
  readonly group: ActionGroup;
  readonly label: (subject: ActionSubject) => ActionText;
  readonly keywords?: ActionKeywords;
  readonly icon?: ComponentType<{ size?: number; 'aria-hidden'?: 'true' }>;
  readonly keys: readonly KeySequence[];
  /** `own`: the part of the window that has the focus handles the key itself. `anywhere`: works while typing too. */
  readonly where?: 'own' | 'anywhere';
  /** Not offered in the palette: it would make no sense from there. */
  readonly keysOnly?: true;
  readonly when: (subject: ActionSubject) => Availability;
  readonly run: (subject: ActionSubject) => void;
}

/** An action with the keys it has now, and those it has if nobody changes them. */
export interface KeyedAction extends Action {
  readonly defaultKeys: readonly KeySequence[];
}

/** Gives actions the keys a person has chosen for them. */
export function withOwnKeys(actions: readonly Action[], own: OwnKeys): readonly KeyedAction[] {
  return actions.map((action) => ({
    ...action,
    defaultKeys: action.keys,
    keys: Object.hasOwn(own, action.name) ? (own[action.name] ?? action.keys) : action.keys,
  }));
}

export const ActionsContext = createContext<readonly KeyedAction[]>([]);

/** All actions with the keys they have now, in the order of the sheet. */
export function useActions(): readonly KeyedAction[] {
  return useContext(ActionsContext);
}

/** One action by its name; an unknown name is a defect. */
export function useAction(name: string): KeyedAction {
  const action = useContext(ActionsContext).find((candidate) => candidate.name === name);
  if (action === undefined) throw new Error(`Unknown action: ${name}`);
  return action;
}
