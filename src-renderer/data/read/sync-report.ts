import type { CommandId } from '#shared/base/brand.ts';
import type { Failure } from '#shared/sync/failure.ts';
import type { Live } from '../live.ts';

/** What an exchange with the helpdesk was for. */
export type ExchangeKind =
  'hello' | 'session' | 'first' | 'changes' | 'commands' | 'upload' | 'file' | 'events' | 'other';

/** One exchange with the helpdesk: how it went, never what was in it. */
export interface ExchangeRecord {
  /** Counts up. */
  readonly n: number;
  readonly kind: ExchangeKind;
  /** When it ended, by this machine's clock. */
  readonly at: number;
  readonly tookMs: number;
  /** Bytes of the body sent, and of the answer's body where that is known. */
  readonly sent: number;
  readonly received: number | null;
  readonly result: 'ok' | 'ended' | Failure['kind'];
}

/** A change of the connection. */
export interface LinkRecord {
  readonly at: number;
  readonly kind: 'connecting' | 'online' | 'offline' | 'signed-out';
  readonly why: Failure['kind'] | null;
}

/** What the place of synchronisation knows of itself. Oldest first where there is an order. */
export interface SyncReport {
  /** The window whose worker it is. */
  readonly windowId: string;
  readonly startedAt: number;
  readonly exchanges: readonly ExchangeRecord[];
  readonly links: readonly LinkRecord[];
  readonly isPulling: boolean;
  /** Commands on their way. */
  readonly pushing: number;
  readonly isUploading: boolean;
  /** By how much the helpdesk's clock is ahead of this machine's, to about a second; shown only (I12). */
  readonly clockOffsetMs: number | null;
  readonly cursor: string | null;
  /** How often the feed has begun from the start. */
  readonly run: number;
  /** All rows have been here at least once. */
  readonly isComplete: boolean;
  /** A run of the feed is under way from its start. */
  readonly isSweeping: boolean;
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly segments: number;
  /** Commands that have failed by themselves: how often, and until when they therefore wait (this machine's clock). */
  readonly waits: readonly {
    readonly id: CommandId;
    readonly failures: number;
    readonly until: number | null;
  }[];
}

/** What lies on this machine. Sizes in bytes. */
export interface StoreReport {
  readonly databaseVersion: number;
  readonly rowFormat: number;
  readonly tickets: number;
  readonly drafts: readonly { readonly chars: number; readonly files: number; readonly bytes: number }[];
  /** Files of unsent work, and fetched ones. */
  readonly files: { readonly kept: number; readonly fetched: number; readonly fetchedBytes: number };
  /** Null when it cannot be read. */
  readonly journal: {
    readonly records: number;
    readonly bytes: number;
    readonly damaged: number;
  } | null;
  /** What the browser grants this origin; null where it does not say. */
  readonly quota: {
    readonly used: number;
    readonly granted: number;
    readonly isPersistent: boolean;
  } | null;
  /** Windows that work on this profile. */
  readonly windows: number;
}

/** The ring as it sees itself. Measured only while somebody listens. */
export interface Inspector {
  readonly windowId: string;
  /** Null until the place of synchronisation has answered. */
  readonly sync: Live<SyncReport | null>;
  readonly store: Live<StoreReport | null>;
}
