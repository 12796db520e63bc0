import { createServer } from 'node:net';

/** Whether nobody listens on a port of the loopback interface. */
function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/**
 * The first free port of the loopback interface from `wanted` upwards; 0, which lets the system choose, when twenty in a
 * row are taken.
 */
export async function findFreePort(wanted: number): Promise<number> {
  for (let port = wanted; port < wanted + 20; port += 1) {
    if (await isFree(port)) return port;
  }
  return 0;
}
