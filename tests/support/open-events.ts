import { PATHS } from '#shared/contract/http/routes.ts';
import type { ContractClient } from './contract-host.ts';

/** Opens the stream; `next` waits for an event of this name, `null` is the end. */
export async function openEvents(client: ContractClient) {
  const abort = new AbortController();
  const response = await client.fetch(PATHS.events, { signal: abort.signal });
  const type = response.headers.get('content-type') ?? '';
  if (!type.startsWith('text/event-stream')) throw new Error(`Events came as ${response.status} ${type}`);
  if (response.body === null) throw new Error('The stream has no body');
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    async next(): Promise<string | null> {
      for (;;) {
        const match = /event: ([\w-]+)\ndata: .*\n\n/.exec(text);
        if (match !== null) {
          text = text.slice(match.index + match[0].length);
          return match[1] ?? '';
        }
        const { done, value } = await reader.read();
        if (done) return null;
        text += value;
      }
    },
    close: () => abort.abort(),
  };
}
