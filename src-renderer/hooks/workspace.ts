import { createContext, useContext, useEffect, useRef } from 'react';
import type { QueueId, TicketId } from '#shared/base/brand.ts';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import type { ViewId } from '#shared/domain/tickets/views.ts';
import { createStore, type Store } from './create-store.ts';
import { useLivePart } from './use-live.ts';

export type Screen = 'queue' | 'outbox' | 'sync' | 'settings';
export type TicketMenu = 'assign' | 'status' | 'priority' | 'tags';
export type FocusTarget = 'list' | 'conversation' | 'composer' | 'outbox';
export type DialogName = 'shortcuts' | 'sign-in' | 'sign-out' | 'diagnostics';

export interface WorkspaceState {
  readonly screen: Screen;
  readonly view: ViewId;
  readonly queueId: QueueId | null;
  /** The ticket the keyboard is on in the list; stays although it leaves the list. */
  readonly cursorId: TicketId | null;
  /** The ticket in the ticket pane. */
  readonly openId: TicketId | null;
  readonly menu: TicketMenu | null;
  readonly composerKind: Draft['kind'];
  /** Which part has been asked to take the focus; `n` tells one request from the next. */
  readonly focus: { readonly target: FocusTarget; readonly n: number };
  readonly dialog: DialogName | null;
  /** Panes that are folded into drawers, and open. */
  readonly drawer: 'views' | 'customer' | null;
}

/** Where the operator is in the window. Nothing of it is kept. */
export interface Workspace extends Store<WorkspaceState> {
  open(ticketId: TicketId, focus?: FocusTarget): void;
  close(): void;
  showView(view: ViewId, queueId: QueueId | null): void;
  show(screen: Screen): void;
  compose(kind: Draft['kind']): void;
  focusOn(target: FocusTarget): void;
  /** Whether a request for the focus is still open; it is answered by asking. */
  takeFocus(n: number): boolean;
}

/** How long the cursor must rest on a ticket before the ticket pane follows it, in milliseconds. */
export const FOLLOW_AFTER_MS = 150;

/** Makes the state of one window. */
export function createWorkspace(): Workspace {
  const store = createStore<WorkspaceState>({
    screen: 'queue',
    view: 'mine',
    queueId: null,
    cursorId: null,
    openId: null,
    menu: null,
    composerKind: 'reply',
    focus: { target: 'list', n: 0 },
    dialog: null,
    drawer: null,
  });
  let taken = 0;
  const next = (target: FocusTarget) => ({ target, n: store.get().focus.n + 1 });
  return {
    ...store,
    open: (ticketId, focus) => {
      const other = store.get().openId !== ticketId;
      store.set({
        screen: 'queue',
        openId: ticketId,
        cursorId: ticketId,
        drawer: null,
        ...(other ? { menu: null, composerKind: 'reply' as const } : {}),
        ...(focus === undefined ? {} : { focus: next(focus) }),
      });
    },
    close: () => store.set({ openId: null, menu: null, focus: next('list') }),
    showView: (view, queueId) =>
      store.set({ screen: 'queue', view, queueId, drawer: null, focus: next('list') }),
    show: (screen) => store.set({ screen, menu: null, drawer: null }),
    compose: (kind) => store.set({ screen: 'queue', composerKind: kind, focus: next('composer') }),
    focusOn: (target) => store.set({ focus: next(target) }),
    takeFocus: (n) => {
      if (n <= taken) return false;
      taken = n;
      return true;
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

/** Runs when this part of the window is asked to take the focus, after it has been rendered; renders for nothing else. */
export function useFocusRequest(target: FocusTarget, take: () => void): void {
  const workspace = useWorkspace();
  const request = useWorkspacePart((state) => (state.focus.target === target ? state.focus.n : 0));
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    if (request > 0 && workspace.takeFocus(request)) latest.current();
  }, [workspace, request]);
}
