import type { CommandId, Sha256 } from '#shared/base/brand.ts';
import type { Draft } from '#shared/domain/drafts/draft.ts';
import type { PresenceNews } from '#shared/domain/presence/presence.ts';
import type { PresenceSaid } from '#shared/contract/http/routes.ts';
import type { Person } from '#shared/domain/people/person.ts';
import type { Failure } from '#shared/sync/failure.ts';
import type { OutboxState, QuarantinedItem, ViewCounts } from '../read/desk-reader.ts';
import type { SyncReport } from '../read/sync-report.ts';
import type { SegmentKey, StoredCommand, StoredDelta, StoredList } from '../store/stored.ts';

/** Why a command waits. */
export type Because = Extract<OutboxState, { kind: 'waiting' }>['because'];

/** What synchronisation knows of itself. */
export interface SyncStatus {
  readonly link:
    | { readonly kind: 'connecting' | 'online' | 'signed-out' }
    /** `nextTryAt` by the system's clock, for display. */
    | { readonly kind: 'offline'; readonly why: Failure; readonly nextTryAt: number };
  readonly progress: { readonly done: number; readonly total: number } | null;
  /** Files of tickets that are on their way ahead of being asked for. */
  readonly filesAhead: number;
  readonly because: readonly (readonly [CommandId, Because])[];
  /** Commands that were sent and whose fate is not known. */
  readonly attempted: readonly CommandId[];
  /** Files that commands name and whose bytes are not on this machine any more. */
  readonly missingFiles: readonly Sha256[];
  readonly storage: 'fine' | 'full' | 'failing';
}

/**
 * What the windows of a profile and its one place of synchronisation tell each other. Everything told has been committed
 * to the database before; whoever missed it finds it there.
 */
export type Message =
  // From the place of synchronisation.
  | {
      readonly kind: 'segment';
      /** Large ones without their bodies: a window reads those when a conversation is opened. */
      readonly segment: StoredList | StoredDelta;
      /** Segments whose rows it holds now, since they were joined to it. */
      readonly replaces: readonly SegmentKey[];
      /** What became of commands in the same transaction: null when one has left the outbox. */
      readonly outbox: readonly (readonly [order: number, StoredCommand | null])[];
    }
  /** First lines, before any page has come: not kept. */
  | {
      readonly kind: 'first';
      readonly gen: number;
      readonly list: string;
      readonly counts: ViewCounts['views'];
    }
  /** All rows of this run of the feed have come; those of earlier runs are gone. */
  | { readonly kind: 'complete'; readonly gen: number; readonly genStart: SegmentKey }
  | { readonly kind: 'status'; readonly status: SyncStatus }
  | { readonly kind: 'me'; readonly person: Person }
  /** Who is at which ticket; never kept. */
  | { readonly kind: 'presence'; readonly news: PresenceNews }
  /** The windows are to say which ticket they show. */
  | { readonly kind: 'which-attention' }
  /** What synchronisation knows of itself, for whoever has asked. */
  | { readonly kind: 'report'; readonly report: SyncReport }
  | {
      readonly kind: 'quarantined';
      readonly items: readonly QuarantinedItem[];
      readonly released: readonly string[];
    }
  /** The helpdesk says that the person's own records have changed. */
  | { readonly kind: 'own-changed' }
  // From a window.
  /** Which ticket it shows: passed on while there is a connection, and forgotten otherwise. */
  | { readonly kind: 'attending'; readonly said: PresenceSaid }
  | {
      readonly kind: 'outbox';
      readonly changed: readonly (readonly [order: number, StoredCommand | null])[];
    }
  | {
      readonly kind: 'draft';
      readonly key: string;
      readonly draft: Draft | null;
      /** When it was written, by this machine's clock. */
      readonly at?: number;
      /** Words that have come back into it from the outbox: nowhere else any more. */
      readonly returned?: Draft;
    }
  /** `begin-anew`: the local copy is to be fetched once more; unsent work is not part of it. */
  | {
      readonly kind: 'try-now' | 'signed-in' | 'which-status' | 'which-report' | 'begin-anew' | 'wiped';
    };

/** The line between them. */
export interface Channel {
  post(message: Message): void;
  listen(listener: (message: Message) => void): void;
  close(): void;
}

/** Opens the line of a profile. What one end posts all others hear, in order; itself not. */
export function openChannel(profileKey: string): Channel {
  const broadcast = new BroadcastChannel(`vakhta:${profileKey}`);
  return {
    post: (message) => broadcast.postMessage(message),
    listen: (listener) => {
      broadcast.addEventListener('message', (event: MessageEvent<Message>) => listener(event.data));
    },
    close: () => broadcast.close(),
  };
}
