import { PATHS } from '#shared/contract/http/routes.ts';
import type { Clock } from '#shared/base/ports.ts';
import type { SyncState } from '#shared/sync/step.ts';
import type { ExchangeKind, ExchangeRecord, LinkRecord, SyncReport } from '../read/sync-report.ts';
import type { ExchangeNote } from '../remote/exchange.ts';

/** Exchanges and changes of the connection that are remembered. */
const EXCHANGES = 200;
const LINKS = 50;

/** Remembers how synchronisation has gone: times, sizes and outcomes, never what was sent. */
export interface SyncWatch {
  /** To be called when an exchange has ended. */
  exchanged(note: ExchangeNote): void;
  /** To be called with every state; notes what has changed of the connection. */
  linked(state: Pick<SyncState, 'link' | 'signedIn'>): void;
  report(): Pick<SyncReport, 'exchanges' | 'links' | 'clockOffsetMs' | 'startedAt'>;
}

/** Makes a memory without entries. */
export function createSyncWatch(clock: Clock): SyncWatch {
  const startedAt = clock.now();
  let exchanges: readonly ExchangeRecord[] = [];
  let links: readonly LinkRecord[] = [];
  let clockOffsetMs: number | null = null;
  let n = 0;
  return {
    exchanged(note) {
      const at = clock.now();
      const { tookMs, sent, received, result } = note;
      const kind = kindOf(note.path, note.method);
      exchanges = [...exchanges, { n: ++n, kind, at, tookMs, sent, received, result }].slice(-EXCHANGES);
      // Said when the answer began, in whole seconds: half of the exchange and half of a second off at most.
      const said = note.date === null ? Number.NaN : Date.parse(note.date);
      if (Number.isFinite(said) && kind !== 'events')
        clockOffsetMs = Math.round((said + 500 - (at - tookMs / 2)) / 1_000) * 1_000;
    },
    linked({ link, signedIn }) {
      const kind: LinkRecord['kind'] = signedIn ? link.kind : 'signed-out';
      const why = signedIn && link.kind === 'offline' ? link.why.kind : null;
      const last = links.at(-1);
      if (last?.kind === kind && last.why === why) return;
      links = [...links, { at: clock.now(), kind, why }].slice(-LINKS);
    },
    report: () => ({ exchanges, links, clockOffsetMs, startedAt }),
  };
}

function kindOf(path: string, method: string): ExchangeKind {
  const [plain = ''] = path.split('?');
  switch (plain) {
    case PATHS.hello:
      return 'hello';
    case PATHS.session:
      return 'session';
    case PATHS.first:
      return 'first';
    case PATHS.changes:
      return 'changes';
    case PATHS.commands:
      return 'commands';
    case PATHS.events:
      return 'events';
    default:
      if (!plain.startsWith(PATHS.attachments)) return 'other';
      return plain.endsWith('/upload') || method === 'PATCH' ? 'upload' : 'file';
  }
}
