import type { PersonId, TicketId } from '#shared/base/brand.ts';
import type { Profile } from '#shared/contract/ipc/settings.ts';
import type { ViewId } from '#shared/domain/tickets/views.ts';

/** What a page is told before it begins. */
export interface Task {
  readonly profile: Profile;
  readonly me: PersonId;
  readonly view: ViewId;
  readonly firstRows: number;
  /** Tickets that will have come when all is here. */
  readonly tickets: number;
  /** Tickets whose conversations are read back to see that they are right. */
  readonly lookAt: readonly TicketId[];
}

/** Times in milliseconds from the beginning, and what was found: the times count only if that is right. */
export interface SyncAnswer {
  readonly firstPageMs: number;
  readonly wholeMs: number;
  /** Milliseconds of the longest task on the main thread. */
  readonly longestTaskMs: number;
  readonly found: Found;
}

/** What the window shows first. */
export interface FirstScreen {
  /** The first rows of the view. */
  readonly ids: readonly string[];
  /** How many tickets each view has. */
  readonly counts: Readonly<Record<ViewId, number>>;
}

/** What a page holds at the end. */
export interface Found {
  readonly tickets: number;
  readonly counts: Readonly<Record<ViewId, number>>;
  /** As it was when it was said to be there. */
  readonly early: FirstScreen;
  readonly firstIds: readonly string[];
  readonly conversations: readonly (readonly [ticketId: string, messageIds: readonly string[]])[];
}

/** A start with everything on the disk, then what has changed since; both times run from the beginning. */
export interface StartAnswer {
  readonly warmMs: number;
  readonly early: FirstScreen;
  readonly catchUpMs: number;
  readonly diskBytes: number;
}

/** What had changed while the network was away. */
export interface PullAnswer {
  readonly pullMs: number;
}

/** Commands recorded and sent. */
export interface PushAnswer {
  readonly pushMs: number;
}

/** What both pages offer to the program that drives them; nothing here is asserted, everything is handed out. */
export interface BenchPage {
  /** A first synchronisation into an empty browser profile. */
  synchronise(task: Task): Promise<SyncAnswer>;
  /** Puts a tag on each of the tickets and waits until the helpdesk has taken them all. */
  push(task: Task, ticketIds: readonly TicketId[], tag: string): Promise<PushAnswer>;
  /** Ends work in the ordinary way. */
  close(): Promise<void>;
  /** Opens what is on the disk, then waits until so many tickets carry a tag that was put on them meanwhile. */
  start(task: Task, tag: string, tagged: number): Promise<StartAnswer>;
  /** While the network is away: makes ready to notice its return. Resolves once it would be noticed. */
  expectPull(task: Task, tag: string, tagged: number): Promise<void>;
  /** Resolves when, the network being back, so many tickets carry the tag. Time runs from the browser's `online` event. */
  pulled(): Promise<PullAnswer>;
}

declare global {
  // eslint-disable-next-line no-var
  var benchPage: BenchPage | undefined;
}

/** Resolves after the next frame has been produced: `requestAnimationFrame` runs before it is, a message after. */
export function afterPaint(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(null);
    });
  });
}

/** Watches for the longest task of the main thread. @returns its length so far, in milliseconds */
export function watchLongTasks(): () => number {
  let longest = 0;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) longest = Math.max(longest, entry.duration);
  });
  observer.observe({ type: 'longtask' });
  return () => {
    for (const entry of observer.takeRecords()) longest = Math.max(longest, entry.duration);
    return longest;
  };
}
