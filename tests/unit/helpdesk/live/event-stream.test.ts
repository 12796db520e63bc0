import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { openEventStream } from '#helpdesk/live/event-stream.ts';

/** A response whose client takes what it is sent only when it is told to; too little for Node to ever say "drain". */
function slowResponse() {
  const events = new EventEmitter();
  let pending: string[] = [];
  let tellTaken: (() => void)[] = [];
  const taken: string[] = [];
  const response = {
    writableEnded: false,
    destroyed: false,
    get writableLength() {
      return pending.join('').length;
    },
    writeHead: () => response,
    write(text: string, onTaken?: () => void) {
      pending.push(text);
      if (onTaken !== undefined) tellTaken.push(onTaken);
      return true;
    },
    end() {
      response.writableEnded = true;
    },
    destroy() {
      response.destroyed = true;
      events.emit('close');
      return response;
    },
    on: (name: string, run: () => void) => events.on(name, run),
  };
  return {
    response: response as unknown as Parameters<typeof openEventStream>[0] & typeof response,
    taken,
    take() {
      taken.push(...pending);
      pending = [];
      const all = tellTaken;
      tellTaken = [];
      for (const tell of all) tell();
    },
  };
}

const KILOBYTE = 'x'.repeat(1_000);

describe('a stream of events', () => {
  test('I11: keeps little for a client that does not read, however much happens, and tells him to pull when he does', () => {
    const { response, taken, take } = slowResponse();
    const stream = openEventStream(response, () => undefined);
    const told = Array.from({ length: 5_000 }, () => stream.tell(KILOBYTE));
    expect(response.writableLength).toBeLessThan(20_000);
    expect(told.filter(Boolean).length).toBeLessThan(20);
    expect(told.at(-1)).toBe(false);

    take();
    expect(response.writableLength).toBeLessThan(100);
    take();
    expect(taken.at(-1)).toBe('event: change\ndata: {}\n\n');
    // From here on he is told everything again.
    expect(stream.tell(KILOBYTE)).toBe(true);
    take();
    expect(taken.at(-1)).toContain(KILOBYTE);
  });

  test('I11: gives up a client that takes nothing for two heartbeats, and says so once', () => {
    const { response } = slowResponse();
    let closed = 0;
    const stream = openEventStream(response, () => (closed += 1));
    for (let n = 0; n < 50; n += 1) stream.tell(KILOBYTE);
    stream.beat();
    expect(response.destroyed).toBe(false);
    stream.beat();
    expect(response.destroyed).toBe(true);
    stream.leave();
    expect(closed).toBe(1);
  });

  test('a client that reads is never given up', () => {
    const { response, take } = slowResponse();
    const stream = openEventStream(response, () => undefined);
    for (let n = 0; n < 20; n += 1) {
      for (let m = 0; m < 50; m += 1) stream.tell(KILOBYTE);
      stream.beat();
      take();
    }
    expect(response.destroyed).toBe(false);
  });
});
