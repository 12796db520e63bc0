import type { TicketId } from '#shared/base/brand.ts';
import type { Result } from '#shared/base/result.ts';
import type { CallValue, ProbeError } from '#shared/contract/ipc/calls.ts';
import type { Hello } from '#shared/contract/http/routes.ts';
import type { Journal } from '#main/services/journal/journal.ts';
import type { SettingsStore } from '#main/services/settings/settings-store.ts';

/** What the page can have of this computer: put together in `main.ts`, handed out by `ipc/handlers.ts`. */
export interface Desktop {
  readonly settings: Pick<SettingsStore, 'get' | 'write'>;
  readonly journal: Journal;
  readonly helpdesk: {
    probe(url: string): Promise<Result<Hello, ProbeError>>;
    start(): Promise<Result<null, 'failed'>>;
  };
  readonly secrets: { state(): CallValue<'secrets.state'>; forget(): Promise<null> };
  info(): CallValue<'app.info'>;
  notify(notice: { title: string; body: string; ticketId: TicketId; answer: string | null }): null;
  setBadge(count: number, label: string): null;
  makePdf(html: string): Promise<Result<Uint8Array, 'failed'>>;
  collectDiagnostics(): Promise<CallValue<'diagnostics.collect'>>;
  openExternal(url: string): Promise<Result<null, 'refused'>>;
}
