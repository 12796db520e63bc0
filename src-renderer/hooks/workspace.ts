import { createContext, useContext, useEffect, useRef } from 'react';
import type { CommandId, MessageId, QueueId, TicketId } from '#shared/base/brand.ts';
import type { ComposerKind } from '#shared/domain/drafts/draft.ts';
import type { ViewId } from '#shared/domain/tickets/views.ts';
import { NO_FILTER, type Filter } from '#shared/domain/views/filter.ts';
import type { SavedView } from '#shared/domain/views/saved-view.ts';
import type { TicketRow } from '#renderer/data/read/desk-reader.ts';
import { createStore, type Store } from './create-store.ts';
import { useLivePart } from './use-live.ts';

export type Screen =
  'queue' | 'search' | 'drafts' | 'outbox' | 'sync' | 'settings' | 'incompatibilities' | 'partners';
export type TicketMenu = 'assign' | 'status' | 'priority' | 'tags' | 'category' | 'snooze';
/** Sections of the settings that one can go to. */
export const SETTINGS_SECTIONS = [
  'appearance',
  'signature',
  'notifications',
  'keyboard',
  'helpdesk',
  'devices',
  'fault',
] as const;
export type SettingsSection = (typeof SETTINGS_SECTIONS)[number];
export type BulkMenu =
  | 'assign'
  | 'status'
  | 'priority'
  | 'category'
  | 'snooze'
  | 'snooze-until'
  | 'delegate'
  | 'follow'
  | 'tags-add'
  | 'tags-remove'
  | 'resolve';
export type FocusTarget =
  'list' | 'conversation' | 'composer' | 'outbox' | 'search' | 'filter' | 'customer-note';
export type DialogName =
  | 'palette'
  | 'shortcuts'
  | 'sign-in'
  | 'sign-out'
  | 'diagnostics'
  | 'save-ticket'
  | 'versions'
  | 'send-later'
  | 'view'
  | TicketDialogName;
/** Those that are about the open ticket. */
export type TicketDialogName =
  'snooze' | 'link' | 'delegate' | 'merge' | 'same-person' | 'to-partner' | 'from-partner';

/** Where in a conversation to look: at one message, or on from where the focus is. */
export type Look = MessageId | 'next' | 'previous' | 'first' | 'last';

/** What a look at a message can bring along. */
export interface LookRequest {
  readonly ticketId: TicketId;
  readonly to: Look;
  /** Words to be marked in it: folded text that holds them is unfolded. */
  readonly words: string | null;
  /** Tells one request from the next. */
  readonly n: number;
}

/** Words for a reply, with what they lead to. */
export interface Insertion {
  readonly text: string;
  readonly link: string | null;
}

export interface WorkspaceState {
  readonly screen: Screen;
  readonly view: ViewId;
  readonly queueId: QueueId | null;
  /** A view of one's own, instead of the fixed one. */
  readonly savedId: string | null;
  /** What narrows the view just now. */
  readonly quick: Filter;
  /** The view that is being made or changed in the dialog. */
  readonly edited: { readonly view: SavedView; readonly isNew: boolean } | null;
  /** Tickets that were chosen to be acted upon together: stays although some leave the list. */
  readonly selected: ReadonlySet<TicketId>;
  /** What is being done to the chosen ones. */
  readonly bulkMenu: BulkMenu | null;
  /** Words for a hand-over of the chosen ones, until it is given: they belong to no single ticket, so they are no draft. */
  readonly bulkWords: string;
  /** The ticket the keyboard is on in the list; stays although it leaves the list. */
  readonly cursorId: TicketId | null;
  /** The ticket in the ticket pane. */
  readonly openId: TicketId | null;
  readonly menu: TicketMenu | null;
  readonly composerKind: ComposerKind;
  /** Which part has been asked to take the focus; `n` tells one request from the next. */
  readonly focus: { readonly target: FocusTarget; readonly n: number };
  readonly dialog: DialogName | null;
  /** What is looked for, and from which screen one came to look. */
  readonly searchText: string;
  readonly searchFrom: Exclude<Screen, 'search'>;
  /** What the dialog `send-later` is about: the draft of the open ticket, or a command that is held here. */
  readonly putOff: CommandId | 'draft';
  /** A section of the settings that is to be brought into sight; null once it has been. */
  readonly settingsSection: SettingsSection | null;
  /** Panes that are folded into drawers, and open. */
  readonly drawer: 'views' | 'customer' | null;
  /** A place of a conversation that is to be shown, until it is. */
  readonly look: LookRequest | null;
  /** Words are looked for in the open conversation. */
  readonly finding: boolean;
  /** Words that the reply on a ticket is to take in at its cursor, until it has. */
  readonly insertion: { readonly ticketId: TicketId; readonly words: Insertion } | null;
  /** The open ticket is to be printed, until it is. */
  readonly printing: { readonly withNotes: boolean } | null;
  /** Counts how often the first steps have been asked for. */
  readonly guide: number;
}

/** Where the operator is in the window. Nothing of it is kept. */
export interface Workspace extends Store<WorkspaceState> {
  /** @param messageId shown and marked for a moment, its folded parts too if they hold `words` */
  open(ticketId: TicketId, focus?: FocusTarget, messageId?: MessageId, words?: string): void;
  /** Shows a place of the open conversation. */
  look(to: Look, words?: string): void;
  close(): void;
  showView(view: ViewId, queueId: QueueId | null): void;
  showSaved(savedId: string): void;
  /** The rows of the list as they stand on the screen; null while there is no list on it. */
  shown: readonly TicketRow[] | null;
  show(screen: Screen): void;
  /** Opens the settings at a section. */
  showSettings(section: SettingsSection): void;
  compose(kind: ComposerKind): void;
  /** Opens the reply on a ticket and puts words in at its cursor. */
  insert(ticketId: TicketId, words: Insertion): void;
  focusOn(target: FocusTarget): void;
  /** Whether a request for the focus still holds; it is answered by asking. Not while a dialog is open: that has the focus. */
  takeFocus(n: number): boolean;
}

export const NOTHING_SELECTED: ReadonlySet<TicketId> = new Set();

/** How long the cursor must rest on a ticket before the ticket pane follows it, in milliseconds. */
export const FOLLOW_AFTER_MS = 150;

/** Makes the state of one window. */
export function createWorkspace(): Workspace {
  const store = createStore<WorkspaceState>({
    screen: 'queue',
    view: 'mine',
    queueId: null,
    savedId: null,
    quick: NO_FILTER,
    edited: null,
    selected: NOTHING_SELECTED,
    bulkMenu: null,
    bulkWords: '',
    cursorId: null,
    openId: null,
    searchText: '',
    searchFrom: 'queue',
    menu: null,
    composerKind: 'reply',
    focus: { target: 'list', n: 0 },
    dialog: null,
    putOff: 'draft',
    settingsSection: null,
    drawer: null,
    look: null,
    finding: false,
    insertion: null,
    printing: null,
    guide: 0,
  });
  let taken = 0;
  let looks = 0;
  /** What ends with another view: nobody acts upon what he does not see. */
  const elsewhere = () => ({
    drawer: null,
    quick: NO_FILTER,
    selected: NOTHING_SELECTED,
    bulkMenu: null,
  });
  const next = (target: FocusTarget) => ({ target, n: store.get().focus.n + 1 });
  const lookAt = (ticketId: TicketId, to: Look, words?: string): LookRequest => ({
    ticketId,
    to,
    words: words ?? null,
    n: (looks += 1),
  });
  return {
    ...store,
    open: (ticketId, focus, messageId, words) => {
      const other = store.get().openId !== ticketId;
      store.set({
        screen: 'queue',
        openId: ticketId,
        cursorId: ticketId,
        drawer: null,
        ...(other ? { menu: null, composerKind: 'reply' as const, look: null, finding: false } : {}),
        ...(messageId === undefined ? {} : { look: lookAt(ticketId, messageId, words) }),
        ...(focus === undefined ? {} : { focus: next(focus) }),
      });
    },
    look: (to, words) => {
      const { openId } = store.get();
      if (openId !== null) store.set({ look: lookAt(openId, to, words) });
    },
    close: () => store.set({ openId: null, menu: null, focus: next('list') }),
    shown: null,
    showView: (view, queueId) =>
      store.set({ screen: 'queue', view, queueId, savedId: null, ...elsewhere(), focus: next('list') }),
    showSaved: (savedId) =>
      store.set({
        screen: 'queue',
        view: 'all',
        queueId: null,
        savedId,
        ...elsewhere(),
        focus: next('list'),
      }),
    show: (screen) => {
      const from = store.get().screen;
      store.set({
        screen,
        menu: null,
        drawer: null,
        ...(screen === 'search' ? { focus: next('search') } : {}),
        ...(screen === 'search' && from !== 'search' ? { searchFrom: from } : {}),
      });
    },
    showSettings: (section) =>
      store.set({ screen: 'settings', settingsSection: section, menu: null, drawer: null, dialog: null }),
    insert(ticketId, words) {
      this.open(ticketId);
      store.set({ screen: 'queue', composerKind: 'reply', drawer: null, insertion: { ticketId, words } });
    },
    compose: (kind) => store.set({ screen: 'queue', composerKind: kind, focus: next('composer') }),
    focusOn: (target) => store.set({ focus: next(target) }),
    takeFocus: (n) => {
      if (n <= taken) return false;
      taken = n;
      return store.get().dialog === null;
    },
  };
}

export const WorkspaceContext = createContext<Workspace | null>(null);

/** The window's state and moves. */
export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (workspace === null) throw new Error('There is no workspace here');
  return workspace;
}

/** One part of the window's state; renders only when that part changes. */
export function useWorkspacePart<P>(select: (state: WorkspaceState) => P): P {
  return useLivePart(useWorkspace(), select);
}

/** Takes words that the reply on this ticket is to take in; once. @param ticketId null: this field takes none */
export function useInsertion(ticketId: TicketId | null, take: (words: Insertion) => void): void {
  const workspace = useWorkspace();
  const wanted = useWorkspacePart((state) =>
    state.insertion !== null && state.insertion.ticketId === ticketId ? state.insertion : null,
  );
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    if (wanted === null) return;
    // After a drawer that closes with it has looked where the focus was: it would give it back to its opener.
    const timer = setTimeout(() => {
      if (workspace.get().insertion !== wanted) return;
      workspace.set({ insertion: null });
      latest.current(wanted.words);
    });
    return () => clearTimeout(timer);
  }, [workspace, wanted]);
}

/**
 * Runs when this part of the window is asked to take the focus, after it has been rendered; renders for nothing else.
 * @param isReady false while another will stand in its place: that one takes it then
 */
export function useFocusRequest(target: FocusTarget, take: () => void, isReady = true): void {
  const workspace = useWorkspace();
  const request = useWorkspacePart((state) => (state.focus.target === target ? state.focus.n : 0));
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    if (isReady && request > 0 && workspace.takeFocus(request)) latest.current();
  }, [workspace, request, isReady]);
}
