import { EVENT_NAMES, PATHS } from '#shared/contract/http/routes.ts';
import { presenceNewsSchema, type PresenceNews } from '#shared/domain/presence/presence.ts';
import type { ContractClient } from './contract-host.ts';

/** Opens the stream; `next` waits for the name of an event that is not about presence, `null` is the end. */
export async function openEvents(client: ContractClient) {
  const abort = new AbortController();
  const response = await client.fetch(PATHS.events, { signal: abort.signal });
  const type = response.headers.get('content-type') ?? '';
  if (!type.startsWith('text/event-stream')) throw new Error(`Events came as ${response.status} ${type}`);
  if (response.body === null) throw new Error('The stream has no body');
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const read = async (): Promise<{ name: string; data: string } | null> => {
    for (;;) {
      const match = /event: ([\w-]+)\ndata: (.*)\n\n/.exec(text);
      if (match !== null) {
        text = text.slice(match.index + match[0].length);
        return { name: match[1] ?? '', data: match[2] ?? '' };
      }
      const { done, value } = await reader.read();
      if (done) return null;
      text += value;
    }
  };
  return {
    async next(): Promise<string | null> {
      for (;;) {
        const event = await read();
        if (event?.name !== EVENT_NAMES.presence) return event?.name ?? null;
      }
    },
    /** Waits for news of who is where. */
    async nextPresence(): Promise<PresenceNews> {
      for (;;) {
        const event = await read();
        if (event === null) throw new Error('The stream has ended');
        if (event.name === EVENT_NAMES.presence) return presenceNewsSchema.parse(JSON.parse(event.data));
      }
    },
    close: () => abort.abort(),
  };
}
