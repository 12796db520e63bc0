import type { Because, SyncStatus } from '../sync/channel.ts';
import type { Connection } from './desk-reader.ts';

/** What a window says about the connection. */
export function connectionOf({ link, progress, filesAhead }: SyncStatus): Connection {
  if (link.kind === 'offline') return { kind: 'offline', why: link.why, nextTryAt: link.nextTryAt };
  return link.kind === 'online' ? { kind: 'online', progress, filesAhead } : { kind: link.kind };
}

/** Why a command waits that nothing else holds up. @param status null before anything has been told */
export function becauseOfLink(status: SyncStatus | null): Because {
  const kind = status?.link.kind;
  return kind === 'offline' || kind === 'signed-out' ? kind : 'sending';
}
