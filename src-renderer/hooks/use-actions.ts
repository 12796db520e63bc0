import type { ParseKeys } from 'i18next';
import { createContext, useContext, type ComponentType } from 'react';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { KeySequence } from './keys.ts';

/** Texts that name actions: none of them has places to fill. */
export type ActionText = Exclude<
  Extract<ParseKeys, `action.${string}` | `view.${string}` | `nav.${string}`>,
  'nav.me' | 'nav.title' | 'nav.withCount'
>;

export type ActionGroup = 'list' | 'ticket' | 'composer' | 'decide' | 'go' | 'window';

/** What an action is decided on. Looked up anew at each press and each render. */
export interface ActionSubject {
  /** The ticket that is acted upon: the open one. */
  readonly ticket: Ticket | null;
}

/** `no` gives the reason, so that a disabled button can say it; `hidden` where it makes no sense at all. */
export type Availability = 'yes' | 'hidden' | { readonly no: ActionText };

/** A verb: one definition feeds buttons, menus, keys and the sheet. */
export interface Action {
  readonly name: string;
  readonly group: ActionGroup;
  readonly label: (subject: ActionSubject) => ActionText;
  readonly icon?: ComponentType<{ size?: number; 'aria-hidden'?: 'true' }>;
  readonly keys: readonly KeySequence[];
  /** The part of the window that has the focus handles the key itself. */
  readonly where?: 'own';
  readonly when: (subject: ActionSubject) => Availability;
  readonly run: (subject: ActionSubject) => void;
}

export const ActionsContext = createContext<readonly Action[]>([]);

/** All actions, in the order of the sheet. */
export function useActions(): readonly Action[] {
  return useContext(ActionsContext);
}

/** One action by its name; an unknown name is a defect. */
export function useAction(name: string): Action {
  const action = useContext(ActionsContext).find((candidate) => candidate.name === name);
  if (action === undefined) throw new Error(`Unknown action: ${name}`);
  return action;
}
