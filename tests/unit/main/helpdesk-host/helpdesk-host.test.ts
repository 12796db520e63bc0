import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Order } from '#main/services/helpdesk-host/child-messages.ts';
import {
  makeHelpdeskHost,
  RESTART_WAITS_MS,
  type HelpdeskProcess,
} from '#main/services/helpdesk-host/helpdesk-host.ts';
import { makeClock, makeLog } from '../silent-log.ts';

/** A process that does what the test says. */
function makeProcess() {
  const orders: Order[] = [];
  let killed = false;
  let onReport = (_report: unknown): void => undefined;
  let onExit = (_code: number): void => undefined;
  const child: HelpdeskProcess = {
    send: (order) => void orders.push(order),
    onReport: (listener) => (onReport = listener),
    onExit: (listener) => (onExit = listener),
    kill() {
      killed = true;
      onExit(9);
    },
  };
  return {
    child,
    orders,
    killed: () => killed,
    report: (report: unknown) => onReport(report),
    exit: (code: number) => onExit(code),
  };
}

function setUp() {
  const processes: ReturnType<typeof makeProcess>[] = [];
  const states: string[] = [];
  const clock = makeClock();
  let port = 0;
  const host = makeHelpdeskHost({
    fork() {
      const made = makeProcess();
      processes.push(made);
      return made.child;
    },
    data: 'data',
    web: 'web',
    readPort: () => port,
    keepPort: (kept) => void (port = kept),
    onState: (state) => void states.push(state),
    clock,
    log: makeLog(),
  });
  const last = () => {
    const found = processes.at(-1);
    if (found === undefined) throw new Error('Nothing was started.');
    return found;
  };
  return { host, processes, states, clock, last };
}

describe('host of the embedded helpdesk', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('starts one process however often it is asked, and answers when that runs', async () => {
    const { host, processes, states, last } = setUp();
    const asked = [host.start(), host.start()];
    expect(host.url()).toBeNull();
    last().report({ kind: 'progress', state: 'seeding' });
    last().report({ kind: 'running', url: 'http://127.0.0.1:4100' });
    expect(await Promise.all(asked)).toEqual([
      { ok: true, value: null },
      { ok: true, value: null },
    ]);
    expect(processes).toHaveLength(1);
    expect(host.url()).toBe('http://127.0.0.1:4100');
    expect(states).toEqual(['starting', 'seeding', 'running']);
    expect(await host.start()).toEqual({ ok: true, value: null });
  });

  it('starts it again when it dies, on the same port', async () => {
    const { host, processes, states, last } = setUp();
    const started = host.start();
    last().report({ kind: 'running', url: 'http://127.0.0.1:4100' });
    await started;
    last().exit(9);
    expect(host.url()).toBeNull();
    await vi.advanceTimersByTimeAsync(RESTART_WAITS_MS[0]);
    expect(processes).toHaveLength(2);
    expect(last().orders).toEqual([{ kind: 'open', data: 'data', port: 4100, web: 'web' }]);
    last().report({ kind: 'running', url: 'http://127.0.0.1:4100' });
    expect(states).toEqual(['starting', 'running', 'restarting', 'running']);
  });

  it('gives up after the last wait, says so, and tries again when asked', async () => {
    const { host, processes, states, last } = setUp();
    const outcome = host.start();
    for (const wait of RESTART_WAITS_MS) {
      last().exit(1);
      await vi.advanceTimersByTimeAsync(wait);
    }
    last().exit(1);
    expect(await outcome).toEqual({ ok: false, error: 'failed' });
    expect(states.at(-1)).toBe('failed');
    expect(processes).toHaveLength(RESTART_WAITS_MS.length + 1);
    void host.start();
    expect(processes).toHaveLength(RESTART_WAITS_MS.length + 2);
  });

  it('begins to count anew after it has run for a while', async () => {
    const { host, processes, clock, last } = setUp();
    void host.start();
    for (let round = 0; round < 10; round += 1) {
      last().report({ kind: 'running', url: 'http://127.0.0.1:4100' });
      clock.advance(120_000);
      last().exit(9);
      await vi.advanceTimersByTimeAsync(RESTART_WAITS_MS[0]);
    }
    expect(processes).toHaveLength(11);
  });

  it('does not start it again after it was stopped', async () => {
    const { host, processes, last } = setUp();
    const started = host.start();
    last().report({ kind: 'running', url: 'http://127.0.0.1:4100' });
    await started;
    const stopped = host.stop();
    expect(last().orders.at(-1)).toEqual({ kind: 'close' });
    last().exit(0);
    await stopped;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(processes).toHaveLength(1);
    expect(host.url()).toBeNull();
  });

  it('kills a process that does not close', async () => {
    const { host, last } = setUp();
    void host.start();
    last().report({ kind: 'running', url: 'http://127.0.0.1:4100' });
    const stopped = host.stop();
    await vi.advanceTimersByTimeAsync(6000);
    await stopped;
    expect(last().killed()).toBe(true);
  });

  it('wanted again while it closes, it is started once when that is done', async () => {
    const { host, processes, last } = setUp();
    void host.start();
    last().report({ kind: 'running', url: 'http://127.0.0.1:4100' });
    const stopped = host.stop();
    const again = host.start();
    last().exit(0);
    await stopped;
    expect(processes).toHaveLength(2);
    last().report({ kind: 'running', url: 'http://127.0.0.1:4100' });
    expect(await again).toEqual({ ok: true, value: null });
  });

  it('does not believe what it does not understand', async () => {
    const { host, last } = setUp();
    void host.start();
    last().report({ kind: 'running', url: 'file:///etc/passwd' });
    last().report('running');
    expect(host.url()).toBeNull();
  });
});
