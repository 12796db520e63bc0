import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const CLI = path.resolve(import.meta.dirname, '../../src-helpdesk/cli.ts');

/** An instance of a helpdesk in a process of its own, as a team runs it. */
export interface InstanceProcess {
  readonly url: string;
  /** SIGKILL: no goodbye to anybody. */
  kill(): Promise<void>;
  /** SIGTERM, as a service manager does. @returns the exit code */
  end(): Promise<number | null>;
}

/** Starts an instance on a PostgreSQL database and waits until it listens. @param data folder of the attachments */
export async function startInstanceProcess(databaseUrl: string, data: string): Promise<InstanceProcess> {
  const child = spawn(process.execPath, [CLI, 'serve', '--port', '0', '--data', data], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const url = await new Promise<string>((fulfil, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        const match = /http:\/\/127\.0\.0\.1:\d+/.exec(output);
        if (match !== null) fulfil(match[0]);
      });
    }
    child.once('exit', (code) => reject(new Error(`The instance ended with ${code}:\n${output}`)));
  });
  const endBy = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    }
    return child.exitCode;
  };
  return {
    url,
    kill: async () => void (await endBy('SIGKILL')),
    end: () => endBy('SIGTERM'),
  };
}
