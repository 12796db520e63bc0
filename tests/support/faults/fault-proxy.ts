import { connect, createServer, type Socket } from 'node:net';
import { nameOfFault, stepOf, type Fault, type Injection, type Seen, type Step } from './fault.ts';
import { cannedAnswer, headerOf, isWhole, readHead, writeMessage, type HttpMessage } from './http-bytes.ts';

/** A stretch of network between a workstation and a helpdesk that a test can cut, mend, and make misbehave. */
export interface FaultProxy {
  /** The address the workstation is given instead of the helpdesk's own. */
  readonly url: string;
  /** Everything that was done to requests, oldest first. */
  readonly injections: readonly Injection[];
  /** Requests seen, oldest first. */
  readonly seen: readonly Seen[];
  /** Breaks all connections and refuses new ones, as when the cable is pulled. */
  cut(): void;
  mend(): void;
  /** Breaks what is open and nothing else. */
  breakAll(): void;
  /** Sends everything from now on to another address: another instance, or the same helpdesk started again. */
  pointTo(target: string): void;
  /** The next request of a step (after some that pass) meets a fault. @returns resolves when it has */
  plan(step: Step, fault: Fault, pass?: number): Promise<Seen>;
  /** Asked about every request that no plan is waiting for. */
  storm(choose: ((seen: Seen) => Fault | null) | null): void;
  close(): Promise<void>;
}

interface Plan {
  readonly step: Step;
  readonly fault: Fault;
  pass: number;
  readonly met: (seen: Seen) => void;
}

/** Longest time that a held answer waits for a client that does not give up, in milliseconds. */
const MOST_HELD_MS = 30_000;

const CODES = {
  401: 'signed-out',
  403: 'not-allowed',
  409: 'wrong-offset',
  413: 'too-large',
  429: 'too-many-attempts',
  500: 'internal',
} as const;

/**
 * Listens on a free port of the loopback interface. Every request travels on a connection of its own, so that what
 * happens to one happens to no other.
 * @param target address of the helpdesk, for example `http://127.0.0.1:4600`
 */
export async function openFaultProxy(target: string): Promise<FaultProxy> {
  let far = new URL(target);
  let isCut = false;
  let storm: ((seen: Seen) => Fault | null) | null = null;
  const plans: Plan[] = [];
  const sockets = new Set<Socket>();
  const seen: Seen[] = [];
  const injections: Injection[] = [];
  const ofStep = new Map<Step, number>();
  /** Told when a request has been answered. */
  const passed = new Set<(seen: Seen) => void>();
  const openedAt = performance.now();

  const adopt = (socket: Socket): Socket => {
    sockets.add(socket);
    // A broken pipe is what this proxy is for.
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    return socket;
  };

  const server = createServer((socket) => {
    const near = adopt(socket);
    if (isCut) return near.destroy();
    let bytes: Buffer = Buffer.alloc(0);
    const take = (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      const request = readHead(bytes);
      if (request === null || !isWhole(request)) return;
      near.off('data', take);
      near.resume();
      serve(near, request).catch(() => near.destroy());
    };
    near.on('data', take);
    return undefined;
  });

  function note(request: HttpMessage): Seen {
    const [method = '', path = ''] = request.startLine.split(' ');
    const step = stepOf(method, path);
    const count = (ofStep.get(step) ?? 0) + 1;
    ofStep.set(step, count);
    const one: Seen = { n: seen.length + 1, ofStep: count, step, method, path };
    seen.push(one);
    return one;
  }

  function choose(one: Seen): Fault | null {
    const at = plans.findIndex((each) => each.step === one.step);
    const planned = plans[at];
    if (planned === undefined) return storm?.(one) ?? null;
    if (planned.pass > 0) {
      planned.pass -= 1;
      return null;
    }
    plans.splice(at, 1);
    planned.met(one);
    return planned.fault;
  }

  async function serve(near: Socket, request: HttpMessage): Promise<void> {
    const one = note(request);
    const fault = choose(one);
    const bytes = writeMessage(request, { connection: 'close' });
    if (fault === null) await pass(near, bytes);
    else {
      injections.push({
        fault: nameOfFault(fault),
        seen: one,
        atMs: Math.round(performance.now() - openedAt),
      });
      await inject(near, bytes, fault, one);
    }
    for (const tell of passed) tell(one);
  }

  /** Hands the answer on as it comes. */
  function pass(near: Socket, request: Buffer): Promise<void> {
    return new Promise((resolve) => {
      const away = dial(request);
      away.pipe(near);
      away.on('close', () => {
        // An answer that stops before its end must not look whole.
        if (!away.readableEnded) near.destroy();
        resolve();
      });
      near.on('close', () => away.destroy());
    });
  }

  function dial(request: Buffer): Socket {
    const away = adopt(connect(Number(far.port), far.hostname));
    away.write(request);
    return away;
  }

  /** The whole answer; null when the helpdesk did not give one. */
  function ask(request: Buffer): Promise<Buffer | null> {
    return new Promise((resolve) => {
      const away = dial(request);
      const parts: Buffer[] = [];
      away.on('data', (chunk: Buffer) => parts.push(chunk));
      away.on('close', () => resolve(parts.length > 0 && away.readableEnded ? Buffer.concat(parts) : null));
    });
  }

  async function inject(near: Socket, request: Buffer, fault: Fault, one: Seen): Promise<void> {
    if (one.step === 'events' && fault.kind !== 'refused' && fault.kind !== 'portal') {
      // A stream has no end to wait for: it is cut some time after it has opened.
      setTimeout(() => near.destroy(), 50 + 400 * ('part' in fault ? fault.part : 0));
      return pass(near, request);
    }
    const reply = (bytes: Buffer | null) => {
      if (bytes === null) near.destroy();
      else near.end(bytes);
    };
    switch (fault.kind) {
      case 'request lost': {
        const some = request.subarray(0, Math.floor(request.length * fault.part));
        if (some.length > 0) {
          const away = dial(some);
          await new Promise((resolve) => setTimeout(resolve, 5));
          away.destroy();
        }
        return void near.destroy();
      }
      case 'answer lost':
        await ask(request);
        return void near.destroy();
      case 'cut in the answer': {
        const answer = await ask(request);
        return reply(answer?.subarray(0, Math.floor(answer.length * fault.part)) ?? null);
      }
      case 'delayed':
        await new Promise((resolve) => setTimeout(resolve, fault.ms));
        return reply(await ask(request));
      case 'duplicated': {
        const first = await ask(request);
        const second = await ask(request);
        return reply(fault.answer === 'first' ? first : second);
      }
      case 'reordered':
        await later(one, fault.mostMs);
        return pass(near, request);
      case 'too late': {
        const gone = new Promise<void>((resolve) => near.once('close', () => resolve()));
        await ask(request);
        const limit = setTimeout(() => near.destroy(), MOST_HELD_MS);
        await gone;
        return clearTimeout(limit);
      }
      case 'truncated': {
        const answer = await ask(request);
        return reply(answer === null ? null : truncate(answer, fault.part));
      }
      case 'refused': {
        const body = JSON.stringify({ code: CODES[fault.status], message: 'A fault that was asked for.' });
        const wait = fault.status === 429 ? { 'retry-after': '2' } : {};
        return reply(cannedAnswer(fault.status, 'application/json; charset=utf-8', body, wait));
      }
      case 'portal':
        return reply(cannedAnswer(200, 'text/html', '<!doctype html><title>Sign in to the network</title>'));
      case 'meanwhile':
        await fault.run();
        return pass(near, request);
    }
  }

  /** Resolves when a request that came after this one has been answered, or after so many milliseconds. */
  function later(one: Seen, mostMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(limit);
        passed.delete(tell);
        resolve();
      };
      const tell = (other: Seen) => {
        if (other.n > one.n) done();
      };
      const limit = setTimeout(done, mostMs);
      passed.add(tell);
    });
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  const breakAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${address.port}`,
    injections,
    seen,
    cut() {
      isCut = true;
      breakAll();
    },
    mend() {
      isCut = false;
    },
    breakAll,
    pointTo(next) {
      far = new URL(next);
    },
    plan: (step, fault, skipped = 0) =>
      new Promise((resolve) => {
        plans.push({ step, fault, pass: skipped, met: resolve });
      }),
    storm(chooser) {
      storm = chooser;
    },
    async close() {
      breakAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The answer with so much of its body, and a length that says that this is all. */
function truncate(answer: Buffer, part: number): Buffer {
  const message = readHead(answer);
  if (message === null || headerOf(message, 'content-length') === null)
    return answer.subarray(0, answer.length / 2);
  const body = message.body.subarray(0, Math.floor(message.body.length * part));
  return writeMessage({ ...message, body }, { 'content-length': String(body.length) });
}
