import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A process of the bench that answers questions, one at a time. */
export interface WorkerProcess {
  ask<T>(question: string, given?: unknown): Promise<T>;
  /** Ends it and waits until it has ended. */
  close(): Promise<void>;
}

interface Asked {
  readonly question: string;
  readonly given: unknown;
}
type Answered = { readonly value: unknown } | { readonly failure: string };

/** Starts a program of the bench in a process of its own. */
export function startWorker(file: URL): WorkerProcess {
  const child = fork(file, { execArgv: ['--expose-gc'], serialization: 'advanced' });
  const stop = (): boolean => child.kill('SIGKILL');
  process.once('exit', stop);
  return {
    ask: (question, given = null) => ask(child, { question, given }) as Promise<never>,
    async close() {
      process.off('exit', stop);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

async function ask(child: ChildProcess, asked: Asked): Promise<unknown> {
  const ended = new AbortController();
  const answered = once(child, 'message', { signal: ended.signal });
  const exited = once(child, 'exit', { signal: ended.signal });
  child.send(asked);
  try {
    const [answer] = (await Promise.race([
      answered,
      exited.then(() => {
        throw new Error(`A process of the bench has ended at "${asked.question}".`);
      }),
    ])) as [Answered];
    if ('failure' in answer) throw new Error(answer.failure);
    return answer.value;
  } finally {
    ended.abort();
    await Promise.allSettled([answered, exited]);
  }
}

/** What each question does, in the process that is asked; without its parent it ends. */
export function answerQuestions(
  answers: Readonly<Record<string, (given: never) => unknown>>,
  end: () => Promise<void>,
): void {
  process.on('message', (asked: Asked) => {
    const answer = answers[asked.question];
    void Promise.resolve()
      .then(() => {
        if (answer === undefined) throw new Error(`Nothing is known of "${asked.question}".`);
        return answer(asked.given as never);
      })
      .then(
        (value): Answered => ({ value }),
        (error: unknown): Answered => ({
          failure: error instanceof Error ? (error.stack ?? error.message) : String(error),
        }),
      )
      .then((told) => process.connected && process.send?.(told));
  });
  process.once('disconnect', () => {
    void end().finally(() => process.exit(0));
  });
}
