import { openHelpdesk } from '#helpdesk/index.ts';
import { orderSchema, type Order, type Report } from './child-messages.ts';

/** The program of the embedded helpdesk's own process (an Electron utility process). */
const port = process.parentPort;
let helpdesk: { close(): Promise<void> } | null = null;

function report(message: Report): void {
  port.postMessage(message);
}

async function open(order: Order & { kind: 'open' }): Promise<void> {
  const opened = await openAt(order, order.port);
  helpdesk = opened;
  report({ kind: 'running', url: opened.url });
}

async function openAt(order: Order & { kind: 'open' }, wishedPort: number) {
  const options = {
    data: order.data,
    host: '127.0.0.1',
    demo: true,
    renderer: order.web,
    onProgress: (state: 'migrating' | 'seeding') => report({ kind: 'progress', state }),
  };
  try {
    return await openHelpdesk({ ...options, port: wishedPort });
  } catch (error) {
    if (wishedPort === 0 || !isPortTaken(error)) throw error;
    return await openHelpdesk({ ...options, port: 0 });
  }
}

function isPortTaken(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'EADDRINUSE' || code === 'EACCES';
}

port.on('message', ({ data }) => {
  const order = orderSchema.parse(data);
  if (order.kind === 'open') {
    void open(order).catch((error: unknown) => {
      report({ kind: 'failed', reason: reasonOf(error) });
      process.exit(1);
    });
  } else {
    void (helpdesk?.close() ?? Promise.resolve()).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  }
});

/** For the log: the kind and code of the error, not its words. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error ? `${error.name} ${String(error.code)}` : error.name;
}
