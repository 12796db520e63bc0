import { spawn } from 'node:child_process';
import { electronProgram, killTree, sandboxArgs } from '../../support/electron.ts';
import { connectDevtools, type DevtoolsPage } from './devtools.ts';

const LIMIT_MS = 120_000;

/** A window that has painted what was looked for. */
export interface StartedWindow {
  /** From the start of the process to the frame that shows it, in milliseconds. */
  readonly startMs: number;
  readonly pid: number;
  readonly page: DevtoolsPage;
  /** Ends all its processes. */
  end(): Promise<void>;
}

/** Time of the day in milliseconds with a fraction, on the clock that pages use for `performance.timeOrigin`. */
function wallClock(): number {
  return performance.timeOrigin + performance.now();
}

/**
 * What runs in every page: looks whether the selector matches, at once and at every change of the document; when it
 * does, tells the time at which the frame with it had been produced.
 */
function watchFor(selector: string): string {
  return `(() => {
    if (globalThis.benchWatches) return;
    globalThis.benchWatches = true;
    const look = () => {
      if (document.querySelector(${JSON.stringify(selector)}) === null) return false;
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => report(String(performance.timeOrigin + performance.now()));
        port2.postMessage(null);
      });
      return true;
    };
    if (look()) return;
    const observer = new MutationObserver(() => { if (look()) observer.disconnect(); });
    observer.observe(document, { childList: true, subtree: true });
  })()`;
}

/**
 * Starts an Electron program and waits until an element is painted in its window. Nothing of the program is changed for
 * it: a debugger looks on, at the product and at the reference alike.
 * @param args the program's folder or file, and its own arguments
 * @param selector matches once the window is what was waited for
 */
export async function startWindow(args: readonly string[], selector: string): Promise<StartedWindow> {
  const began = wallClock();
  const child = spawn(electronProgram(), [...sandboxArgs(), '--remote-debugging-port=0', ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('Electron did not start.');
  let said = '';
  const limit = setTimeout(() => void killTree(pid), LIMIT_MS);
  try {
    const ended = new Promise<never>((_, reject) => {
      child.once('exit', () => reject(new Error(`The window closed before it was ready:\n${said}`)));
    });
    // Ending it ourselves later is no failure.
    ended.catch(() => undefined);
    const endpoint = await Promise.race([
      ended,
      new Promise<string>((resolve) => {
        child.stderr.on('data', (chunk: Buffer) => {
          said = (said + chunk.toString()).slice(-4000);
          const found = /DevTools listening on (ws:\/\/\S+)/.exec(said)?.[1];
          if (found !== undefined) resolve(found);
        });
      }),
    ]);
    const devtools = await connectDevtools(endpoint, watchFor(selector));
    const paintedAt = Number(await Promise.race([ended, devtools.reported]));
    return {
      startMs: paintedAt - began,
      pid,
      page: devtools.page(),
      async end() {
        devtools.close();
        await killTree(pid);
      },
    };
  } catch (error) {
    await killTree(pid);
    throw error;
  } finally {
    clearTimeout(limit);
  }
}
