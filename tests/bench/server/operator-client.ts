import http from 'node:http';
import { v7 as uuid } from 'uuid';
import type { QueueId } from '#shared/base/brand.ts';
import {
  GUARD_HEADER,
  newsSchema,
  PATHS,
  type ChangesPage,
  type News,
} from '#shared/contract/http/routes.ts';

/** Most pages kept of those that came with events. */
const MOST_NEWS = 16;

/** A change as this client looks at it: no more of it than is measured. */
export interface SeenChange {
  readonly type: string;
  readonly id: string;
  /** Absent when the row is out of sight. */
  readonly row?: unknown;
}

/** One operator's program, as cheap as it can be while it keeps to the contract. */
export interface OperatorClient {
  readonly queueIds: ReadonlySet<QueueId>;
  /** What this client's stream and pulls have cost so far. */
  readonly counts: { events: number; news: number; pulls: number };
  /** Reads everything once. @param take is given each page's changes */
  synchronise(take: ((changes: readonly unknown[]) => void) | null): Promise<void>;
  /** Opens the stream of events; from then on everything that comes is told to `seen`. */
  connect(seen: (change: SeenChange) => void, failed: (what: string) => void): Promise<void>;
  /** Pushes one command. @returns the kind of its outcome */
  push(command: Readonly<Record<string, unknown>> & { readonly id: string }): Promise<string>;
  close(): void;
}

/** Signs somebody in. */
export async function signInOperator(
  url: string,
  {
    login,
    password,
    queueIds,
  }: { readonly login: string; readonly password: string; readonly queueIds: readonly QueueId[] },
): Promise<OperatorClient> {
  // What a browser keeps open for requests, beside its stream.
  const agent = new http.Agent({ keepAlive: true, maxSockets: 2 });
  const base = { [GUARD_HEADER]: '1', 'content-type': 'application/json' };
  const signedIn = await request(url + PATHS.session, agent, 'POST', base, {
    login,
    password,
    device: 'bench',
  });
  const cookie = signedIn.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  const headers = { ...base, cookie };
  const client = uuid();
  const counts = { events: 0, news: 0, pulls: 0 };
  let n = 0;
  let cursor: string | null = null;
  let pulling = false;
  let isWanted = false;
  let stream: http.ClientRequest | null = null;

  const pullPage = async (): Promise<ChangesPage> => {
    const query = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`;
    return JSON.parse(
      (await request(url + PATHS.changes + query, agent, 'GET', headers)).body,
    ) as ChangesPage;
  };

  return {
    queueIds: new Set(queueIds),
    counts,
    async synchronise(take) {
      for (;;) {
        const page = await pullPage();
        take?.(page.changes);
        cursor = page.cursor;
        if (!page.more) return;
      }
    },
    async connect(seen, failed) {
      const takeIn = (page: Pick<ChangesPage, 'changes' | 'cursor'>): void => {
        cursor = page.cursor;
        for (const change of page.changes) seen(change as SeenChange);
      };
      // As the real client does: what has come with events may answer the next pull.
      let kept: News[] = [];
      const takeKept = (): boolean => {
        const at = kept.findIndex(({ after }) => after === cursor);
        const found = kept[at];
        kept = at < 0 ? [] : kept.slice(at + 1);
        if (found === undefined) return false;
        counts.news += 1;
        takeIn(found.page);
        return true;
      };
      const pull = async (): Promise<void> => {
        isWanted = true;
        if (pulling) return;
        pulling = true;
        while (isWanted) {
          isWanted = kept.length > 1;
          if (takeKept()) continue;
          counts.pulls += 1;
          const page = await pullPage();
          takeIn(page);
          isWanted ||= page.more;
        }
        pulling = false;
      };
      const pullOrSay = (): void => void pull().catch((error: unknown) => failed(`A pull: ${String(error)}`));
      const onEvent = (event: string): void => {
        if (!event.startsWith('event: change')) return;
        counts.events += 1;
        const news = newsOf(event);
        if (news !== null) kept = [...kept.slice(1 - MOST_NEWS), news];
        pullOrSay();
      };
      await new Promise<void>((resolve, reject) => {
        stream = http.get(url + PATHS.events, { agent: false, headers }, (response) => {
          if (response.statusCode !== 200) return reject(new Error(`Events: ${response.statusCode}`));
          response.setEncoding('utf8');
          let text = '';
          response.on('data', (chunk: string) => {
            text += chunk;
            for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
              onEvent(text.slice(0, end));
              text = text.slice(end + 2);
            }
          });
          response.on('close', () => stream !== null && failed('A stream of events was lost.'));
          resolve();
        });
        stream.on('error', reject);
      });
      await pull();
    },
    async push(command) {
      n += 1;
      const body = {
        client,
        commands: [{ id: command.id, after: null, command: { ...command, client, n } }],
      };
      const answer = JSON.parse((await request(url + PATHS.commands, agent, 'POST', headers, body)).body) as {
        readonly answers: readonly { readonly outcome: { readonly kind: string } }[];
      };
      return answer.answers[0]?.outcome.kind ?? 'unanswered';
    },
    close() {
      const open = stream;
      stream = null;
      open?.destroy();
      agent.destroy();
    },
  };
}

/** The page that came with an event. Its rows are not looked at here: reading them is the real client's own work. */
function newsOf(event: string): News | null {
  const data: unknown = JSON.parse(event.slice(event.indexOf('data: ') + 6));
  return newsSchema.safeParse(data).data ?? null;
}

/** One request; a status that is none of the good ones is thrown. */
export async function request(
  url: string,
  agent: http.Agent,
  method: 'GET' | 'POST',
  headers: Readonly<Record<string, string>>,
  body?: unknown,
): Promise<{ readonly body: string; readonly headers: http.IncomingHttpHeaders }> {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? '' : JSON.stringify(body);
    const sent = http.request(
      url,
      { agent, method, headers: { ...headers, 'content-length': String(Buffer.byteLength(text)) } },
      (response) => {
        let got = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (got += chunk));
        response.on('error', reject);
        response.on('end', () => {
          const status = response.statusCode ?? 0;
          if (status >= 200 && status < 300) resolve({ body: got, headers: response.headers });
          else reject(new Error(`${method} ${new URL(url).pathname} gave ${status}: ${got.slice(0, 200)}`));
        });
      },
    );
    sent.on('error', reject);
    sent.end(text);
  });
}
