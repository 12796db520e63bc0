import { createServer, connect, type Socket } from 'node:net';

/** A stretch of network between a workstation and a helpdesk that a test can cut and mend. */
export interface Gate {
  /** The address the workstation is given instead of the helpdesk's own. */
  readonly url: string;
  /** Breaks all connections and refuses new ones, as when the cable is pulled. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

/**
 * Listens on a free port of the loopback interface and passes every connection on.
 * @param target address of the helpdesk, for example `http://127.0.0.1:4600`
 */
export async function openGate(target: string): Promise<Gate> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let isCut = false;

  const server = createServer((near) => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      // A broken pipe is what this gate is for; both ends go together.
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far);
    far.pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The gate has no port.');

  const breakAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${address.port}`,
    cut() {
      isCut = true;
      breakAll();
    },
    mend() {
      isCut = false;
    },
    async close() {
      breakAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
