/** A page of a running Chromium or Electron, spoken to by the DevTools protocol. */
export interface DevtoolsPage {
  /** Evaluates an expression; a promise is waited for. The value must be JSON. */
  evaluate<T>(expression: string): Promise<T>;
}

/** A connection to a browser process. */
export interface Devtools {
  /** Resolves with the first word that `report` was given in any page: what the watching script sends. */
  readonly reported: Promise<string>;
  /** The page that reported. */
  page(): DevtoolsPage;
  close(): void;
}

interface Message {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

/**
 * Connects and puts a script into every page before its own scripts run; in pages that are there already it runs at
 * once. The script may call `report(text)` once it has seen what it looks for.
 * @param endpoint what the browser printed after "DevTools listening on"
 */
export async function connectDevtools(endpoint: string, script: string): Promise<Devtools> {
  const socket = new WebSocket(endpoint);
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => resolve();
    socket.onerror = () => reject(new Error('The DevTools socket could not be opened.'));
  });
  let count = 0;
  const waiting = new Map<number, { resolve: (value: Message) => void; reject: (error: Error) => void }>();
  const send = (method: string, params: object = {}, sessionId?: string) =>
    new Promise<Message>((resolve, reject) => {
      count += 1;
      waiting.set(count, { resolve, reject });
      socket.send(JSON.stringify({ id: count, method, params, ...(sessionId && { sessionId }) }));
    });

  let reporter: string | undefined;
  let report: (text: string) => void = () => undefined;
  const reported = new Promise<string>((resolve) => (report = resolve));

  const watch = (session: string) => {
    const tell = (method: string, params: object = {}) => {
      // A page that goes away in the meantime is no fault.
      send(method, params, session).catch(() => undefined);
    };
    tell('Runtime.enable');
    tell('Runtime.addBinding', { name: 'report' });
    tell('Page.enable');
    tell('Page.addScriptToEvaluateOnNewDocument', { source: script });
    tell('Runtime.evaluate', { expression: script });
    tell('Runtime.runIfWaitingForDebugger');
  };

  socket.onmessage = (event: MessageEvent<string>) => {
    const message = JSON.parse(event.data) as Message;
    if (message.id !== undefined) {
      const asked = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.error) asked?.reject(new Error(message.error.message));
      else asked?.resolve(message);
    } else if (message.method === 'Target.attachedToTarget') {
      const { sessionId, targetInfo } = message.params as { sessionId: string; targetInfo: { type: string } };
      if (targetInfo.type === 'page') watch(sessionId);
      else send('Runtime.runIfWaitingForDebugger', {}, sessionId).catch(() => undefined);
    } else if (message.method === 'Runtime.bindingCalled') {
      reporter ??= message.sessionId;
      report(String(message.params?.['payload']));
    }
  };
  socket.onclose = () => {
    for (const { reject } of waiting.values()) reject(new Error('The browser has gone.'));
  };
  await send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });

  return {
    reported,
    page: () => ({
      async evaluate<T>(expression: string): Promise<T> {
        const { result } = await send(
          'Runtime.evaluate',
          { expression, awaitPromise: true, returnByValue: true },
          reporter,
        );
        if (result?.['exceptionDetails']) throw new Error(JSON.stringify(result['exceptionDetails']));
        return (result?.['result'] as { value: T } | undefined)?.value as T;
      },
    }),
    close: () => socket.close(),
  };
}
