import { assertNever } from '#shared/base/assert-never.ts';
import type { Clock, Logger } from '#shared/base/ports.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { EventData } from '#shared/contract/ipc/events.ts';
import { reportSchema, type Order } from './child-messages.ts';

/** A process of the helpdesk: a port, so that tests need no process. */
export interface HelpdeskProcess {
  send(order: Order): void;
  onReport(listener: (report: unknown) => void): void;
  onExit(listener: (code: number) => void): void;
  kill(): void;
}

export interface HostPorts {
  fork(): HelpdeskProcess;
  readonly data: string;
  readonly web: string;
  /** The port of last time, so that links which customers have stay good; 0 for any. */
  readPort(): number;
  keepPort(port: number): void;
  onState(state: HelpdeskState): void;
  readonly clock: Clock;
  readonly log: Logger;
}

export type HelpdeskState = EventData<'helpdesk.changed'>['state'];

export interface HelpdeskHost {
  /** Starts the helpdesk unless it runs, and resolves when it answers; `failed` when it cannot be started. */
  start(): Promise<Result<null, 'failed'>>;
  /** Where it answers, or null while it does not. */
  url(): string | null;
  /** Closes the helpdesk in good order; kills it when that takes too long. */
  stop(): Promise<void>;
}

/** Waits between attempts, in milliseconds; after the last one the helpdesk counts as failed. */
export const RESTART_WAITS_MS = [200, 1000, 3000, 10_000, 30_000] as const;
/** A helpdesk that ran so long (milliseconds) had a start that worked. */
const STEADY_MS = 60_000;
const STOP_MS = 5000;

/** Runs the embedded helpdesk in a process of its own and starts it again when it dies. */
export function makeHelpdeskHost(ports: HostPorts): HelpdeskHost {
  let child: HelpdeskProcess | null = null;
  let url: string | null = null;
  let isWanted = false;
  let attempts = 0;
  let hasReportedFailure = false;
  let runningSince: number | null = null;
  let timer: NodeJS.Timeout | null = null;
  let waiting: ((outcome: Result<null, 'failed'>) => void)[] = [];
  let onStopped: (() => void) | null = null;

  function settle(outcome: Result<null, 'failed'>): void {
    const settled = waiting;
    waiting = [];
    for (const resolve of settled) resolve(outcome);
  }

  function begin(): void {
    ports.onState('starting');
    launch();
  }

  function launch(): void {
    timer = null;
    const mine = ports.fork();
    child = mine;
    mine.onReport((raw) => {
      if (child === mine) receive(raw);
    });
    mine.onExit((code) => {
      if (child === mine) exited(code);
    });
    mine.send({ kind: 'open', data: ports.data, port: ports.readPort(), web: ports.web });
  }

  function receive(raw: unknown): void {
    const report = reportSchema.safeParse(raw);
    if (!report.success) return ports.log.warn('helpdesk: a report was not understood');
    switch (report.data.kind) {
      case 'progress':
        return ports.onState(report.data.state);
      case 'running':
        url = report.data.url;
        runningSince = ports.clock.now();
        ports.keepPort(Number(new URL(url).port));
        ports.onState('running');
        return settle(ok(null));
      case 'failed':
        hasReportedFailure = true;
        return ports.log.error('helpdesk: did not start', { reason: report.data.reason });
      default:
        return assertNever(report.data);
    }
  }

  function exited(code: number): void {
    child = null;
    url = null;
    if (onStopped !== null) {
      onStopped();
      // Somebody wanted it again while it was closing.
      if (isWanted) begin();
      return;
    }
    if (!isWanted) return;
    if (runningSince !== null && ports.clock.now() - runningSince >= STEADY_MS) attempts = 0;
    runningSince = null;
    ports.log.warn('helpdesk: ended unasked', { code, attempts });
    const wait = RESTART_WAITS_MS[attempts];
    // A start that failed with a reason will hardly succeed by waiting: fewer attempts.
    attempts += hasReportedFailure ? 2 : 1;
    hasReportedFailure = false;
    if (wait === undefined) {
      isWanted = false;
      ports.onState('failed');
      return settle(err('failed'));
    }
    ports.onState('restarting');
    timer = setTimeout(launch, wait);
  }

  return {
    start() {
      if (url !== null) return Promise.resolve(ok(null));
      const outcome = new Promise<Result<null, 'failed'>>((resolve) => waiting.push(resolve));
      if (!isWanted) {
        isWanted = true;
        attempts = 0;
        if (child === null) begin();
      }
      return outcome;
    },
    url: () => url,
    async stop() {
      isWanted = false;
      if (timer !== null) clearTimeout(timer);
      timer = null;
      url = null;
      settle(err('failed'));
      const mine = child;
      if (mine === null) return;
      await new Promise<void>((resolve) => {
        const late = setTimeout(() => mine.kill(), STOP_MS);
        onStopped = () => {
          clearTimeout(late);
          onStopped = null;
          resolve();
        };
        mine.send({ kind: 'close' });
      });
    },
  };
}
