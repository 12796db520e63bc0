import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import type { S3Settings } from '#helpdesk/storage/files/s3-settings.ts';
import { sendToS3 } from '#helpdesk/storage/files/s3-requests.ts';
import { provideSwift, type SwiftPrograms } from '../../scripts/provision/swift.ts';
import { takeFreePort } from './take-free-port.ts';

/** A real S3-compatible storage: OpenStack Swift, its proxy with the S3 interface and its three servers behind it. */
export interface SwiftServer {
  /** Makes a bucket. @returns how it is reached */
  createBucket(): Promise<S3Settings>;
  /** The keys in a bucket. */
  listKeys(settings: S3Settings): Promise<readonly string[]>;
  /** Ends it and removes its data. */
  close(): Promise<void>;
}

/** How long it may take to start on a busy machine, in milliseconds. */
export const START_LIMIT_MS = 5 * 60_000;
const SERVERS = ['account', 'container', 'object', 'proxy'] as const;
const USER = { accessKeyId: 'test:tester', secretAccessKey: 'testing' } as const;

/**
 * All servers in one process: importing them takes most of the time. (Their own scripts also look for their settings in
 * /etc only.)
 */
const LAUNCHER = `import os, sys, eventlet
from swift.common import utils
folder = sys.argv[1]
utils.set_swift_dir(folder)
utils.eventlet_monkey_patch()
from eventlet import wsgi
from swift.common.wsgi import loadapp
from swift.common.http_protocol import SwiftHttpProtocol
quiet = open(os.devnull, 'w')
for server in sys.argv[2:]:
    name, port = server.split('=')
    app = loadapp(os.path.join(folder, name + '.conf'), global_conf={'log_name': name})
    eventlet.spawn(wsgi.server, eventlet.listen(('127.0.0.1', int(port))), app, quiet, protocol=SwiftHttpProtocol)
while True:
    eventlet.sleep(3600)
`;

/** Why tests that need an S3 storage cannot run here: a reason to skip them by name, or null. */
export async function whyNoSwift(): Promise<string | null> {
  const provided = await provideSwift();
  return provided.ok ? null : provided.error;
}

/**
 * Starts it on free ports of the loopback interface.
 * @throws with a sentence where it cannot be had; `whyNoSwift` asks beforehand
 */
export async function startSwift(): Promise<SwiftServer> {
  const provided = await provideSwift();
  if (!provided.ok) throw new Error(provided.error);
  const programs = provided.value;
  const folder = await mkdtemp(path.join(tmpdir(), 'vakhta-swift-'));
  const ports = await Promise.all(SERVERS.map(async (name) => [name, await takeFreePort()] as const));
  await writeSettings(folder, new Map(ports), programs);
  const env = { ...process.env, ...programs.env };
  const servers = ports.map(([name, port]) => `${name}=${port}`);
  const child = spawn(programs.python, [path.join(folder, 'run.py'), folder, ...servers], {
    env,
    stdio: 'ignore',
  });
  const onExit = (): void => void child.kill('SIGKILL');
  process.once('exit', onExit);
  const close = async (): Promise<void> => {
    process.off('exit', onExit);
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };

  const endpoint = `http://127.0.0.1:${new Map(ports).get('proxy')}`;
  const reach = (bucket: string, prefix = ''): S3Settings => ({
    endpoint,
    region: 'us-east-1',
    bucket,
    prefix,
    pathStyle: true,
    ...USER,
    sessionToken: null,
  });
  const createBucket = async (): Promise<S3Settings> => {
    const settings = reach(`vakhta-${randomUUID()}`, 'helpdesk/');
    const made = await sendToS3({ ...settings, prefix: '' }, { method: 'PUT', key: '' });
    if (!made.ok) throw new Error(`The bucket could not be made: ${made.refusal.status}`);
    return settings;
  };
  try {
    await untilReady(createBucket, child);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    createBucket,
    async listKeys(settings) {
      const answer = await sendToS3({ ...settings, prefix: '' }, { method: 'GET', key: '' });
      if (!answer.ok) throw new Error(`The bucket could not be listed: ${answer.refusal.status}`);
      const keys = (await answer.response.text()).matchAll(/<Key>([^<]+)<\/Key>/g);
      return [...keys].flatMap(([, key]) => (key === undefined ? [] : [key.slice(settings.prefix.length)]));
    },
    close,
  };
}

async function writeSettings(
  folder: string,
  ports: ReadonlyMap<string, number>,
  programs: SwiftPrograms,
): Promise<void> {
  await mkdir(path.join(folder, 'data/disk'), { recursive: true });
  const common = (name: string): string => `[DEFAULT]
bind_ip = 127.0.0.1
bind_port = ${ports.get(name)}
workers = 0
user = ${userInfo().username}
swift_dir = ${folder}
devices = ${folder}/data
mount_check = false
`;
  await writeFile(path.join(folder, 'run.py'), LAUNCHER);
  await writeFile(path.join(folder, 'swift.conf'), '[swift-hash]\nswift_hash_path_suffix = test\n');
  for (const name of ['account', 'container', 'object']) {
    await writeFile(
      path.join(folder, `${name}.conf`),
      `${common(name)}[pipeline:main]\npipeline = ${name}-server\n[app:${name}-server]\nuse = egg:swift#${name}\n`,
    );
    const ring = (...words: readonly string[]): void => {
      execFileSync(programs.python, [programs.ringBuilder, path.join(folder, `${name}.builder`), ...words], {
        env: { ...process.env, ...programs.env },
        stdio: 'pipe',
      });
    };
    ring('create', '4', '1', '1');
    ring('add', `r1z1-127.0.0.1:${ports.get(name)}/disk`, '1');
    ring('rebalance');
  }
  const filters = { catch_errors: 'catch_errors', cache: 'memcache', s3api: 's3api', tempauth: 'tempauth' };
  const options: Readonly<Record<string, string>> = {
    // There is none; it goes on without.
    cache: 'memcache_servers = 127.0.0.1:1\n',
    s3api: 'location = us-east-1\n',
    tempauth: `user_${USER.accessKeyId.replace(':', '_')} = ${USER.secretAccessKey} .admin\n`,
  };
  await writeFile(
    path.join(folder, 'proxy.conf'),
    [
      common('proxy'),
      `[pipeline:main]\npipeline = ${Object.keys(filters).join(' ')} proxy-server\n`,
      '[app:proxy-server]\nuse = egg:swift#proxy\naccount_autocreate = true\n',
      ...Object.entries(filters).map(
        ([name, egg]) => `[filter:${name}]\nuse = egg:swift#${egg}\n${options[name] ?? ''}`,
      ),
    ].join(''),
  );
}

async function untilReady(createBucket: () => Promise<unknown>, child: ChildProcess): Promise<void> {
  for (const end = Date.now() + START_LIMIT_MS; ;) {
    try {
      await createBucket();
      return;
    } catch (error) {
      if (child.exitCode !== null) throw new Error(`Swift ended with ${child.exitCode}.`, { cause: error });
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
