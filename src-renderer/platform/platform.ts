import type { Sha256, TicketId } from '#shared/base/brand.ts';
import type { Result } from '#shared/base/result.ts';
import type { DesktopDiagnostics } from '#shared/contract/diagnostics/diagnostics.ts';
import type { JournalError, JournalRecord, ProbeError } from '#shared/contract/ipc/calls.ts';
import type { EventData, EventName } from '#shared/contract/ipc/events.ts';
import type { Settings } from '#shared/contract/ipc/settings.ts';
import type { Hello } from '#shared/contract/http/routes.ts';

/** What the two hosts do differently: the only place that knows which one this is. */
export interface Platform {
  readonly host: 'desktop' | 'browser';
  readonly os: string;
  readonly version: string;
  readonly notices: readonly ('settings-damaged' | 'secrets-unprotected')[];
  readonly settings: SettingsStore;
  readonly helpdesk: HelpdeskChoice;
  journal(profile: string): Journal;
  /** Shows a system notification that opens the ticket, without a sound; nothing where the system has none. */
  notify(notice: SystemNotice): void;
  readonly permission: NotificationPermissions;
  setBadge(count: number, label: string): void;
  openExternal(url: string): void;
  /** Makes a PDF of a page that is complete in itself (no scripts run, nothing is loaded); null where the host cannot. */
  readonly makePdf: ((html: string) => Promise<Result<Uint8Array, 'failed'>>) | null;
  /** What the host's own process knows for a diagnostics file; null where there is no such process. */
  diagnostics(): Promise<DesktopDiagnostics | null>;
  on<N extends EventName>(name: N, listener: (data: EventData<N>) => void): () => void;
}

export interface SystemNotice {
  readonly title: string;
  readonly body: string;
  /** One of the same ticket takes the place of the last. */
  readonly ticketId: TicketId;
  /** What stands in the field where it can be answered at once, on systems that have one; null where it cannot. */
  readonly answer: string | null;
}

/** Whether notifications can be shown at all. */
export interface NotificationPermissions {
  /** `ask`: nobody has been asked yet. `none`: this browser has no notifications. */
  state(): 'granted' | 'denied' | 'ask' | 'none';
  /** Only at a press of the operator: browsers take anything else for a nuisance. */
  ask(): Promise<void>;
}

export interface SettingsStore {
  get(): Settings;
  subscribe(listener: () => void): () => void;
  write(patch: Partial<Settings>): Promise<Result<Settings, 'disk-full' | 'not-writable'>>;
}

/** Null members: the browser host has no choice, its helpdesk is where the page came from. */
export interface HelpdeskChoice {
  readonly canChoose: boolean;
  probe(url: string): Promise<Result<Hello, ProbeError>>;
  startEmbedded(): Promise<Result<null, 'failed'>>;
  hasToken(): Promise<boolean>;
  forgetToken(): Promise<void>;
}

/** The second, fsynced copy of unsent work: a key-value log outside the local database (I1). */
export interface Journal {
  /** Resolves when the records are on the disk. */
  append(records: readonly JournalRecord[]): Promise<Result<null, JournalError>>;
  read(): Promise<
    Result<
      {
        readonly entries: readonly { readonly key: string; readonly value: unknown }[];
        readonly damaged: number;
      },
      JournalError
    >
  >;
  keepFile(sha256: Sha256, bytes: Uint8Array): Promise<Result<null, JournalError>>;
  readFile(sha256: Sha256): Promise<Result<Uint8Array | null, JournalError>>;
  forgetFile(sha256: Sha256): Promise<Result<null, JournalError>>;
  /** The files that are kept. */
  listFiles(): Promise<Result<readonly Sha256[], JournalError>>;
  wipe(): Promise<Result<null, JournalError>>;
}
