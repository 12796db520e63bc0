import { utilityProcess } from 'electron';
import type { Logger } from '#shared/base/ports.ts';
import type { HelpdeskProcess } from './helpdesk-host.ts';

/** Starts the helpdesk's program in a process of its own: with Node, without windows; it ends when main does. */
export function forkHelpdesk(program: string, log: Logger): HelpdeskProcess {
  const child = utilityProcess.fork(program, [], { serviceName: 'Vakhta helpdesk', stdio: 'pipe' });
  // What it writes is read, so that the pipe never fills, and dropped: its own words may name customers.
  child.stdout?.resume();
  child.stderr?.on('data', (text: Buffer) => log.warn('helpdesk: wrote an error', { bytes: text.length }));
  return {
    send: (order) => child.postMessage(order),
    onReport: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.on('exit', listener),
    kill: () => void child.kill(),
  };
}
