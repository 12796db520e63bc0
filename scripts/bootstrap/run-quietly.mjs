import { spawn } from 'node:child_process';
import { say, spell } from './say.mjs';

/** How often a line tells that a long step is still at work. */
const HEARTBEAT_MS = 10_000;
/** What is kept of a program's output, to be shown when it fails. */
const KEPT_CHARACTERS = 200_000;

/**
 * @typedef {object} Finished
 * @property {number} code exit code; 1 when a signal ended the program, 127 when it could not be started
 * @property {string} output what it printed on both channels, the last part of it
 * @property {boolean} timedOut it was stopped because it took too long or fell silent
 * @property {number} durationMs
 */

/**
 * Runs a program with its output kept, and tells every ten seconds that it is still at work.
 *
 * @param {string} title shown in the lines
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{
 *   cwd?: string, env?: NodeJS.ProcessEnv, limitMs?: number, silenceMs?: number, progress?: (text: string) => string | null
 * }} [options] `limitMs`: stopped after that long; `silenceMs`: stopped when it prints nothing for that long; `progress` picks
 *   from the newest output what the heartbeat line should say
 * @returns {Promise<Finished>}
 */
export function runQuietly(title, command, args, options = {}) {
  const startedAt = Date.now();
  return new Promise((resolve) => {
    let output = '';
    let newest = '';
    let timedOut = false;
    const child = spawn(command, [...args], {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const stop = () => {
      timedOut = true;
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 3000).unref();
    };
    const limit = options.limitMs === undefined ? undefined : setTimeout(stop, options.limitMs);
    /** @type {NodeJS.Timeout | undefined} */
    let silence;
    const heard = () => {
      if (options.silenceMs === undefined) return;
      clearTimeout(silence);
      silence = setTimeout(stop, options.silenceMs);
    };
    heard();
    const heartbeat = setInterval(() => {
      const detail = options.progress?.(newest);
      say(`  ${title}: still at work after ${spell(Date.now() - startedAt)}${detail ? ` (${detail})` : ''}`);
    }, HEARTBEAT_MS);
    /** @param {Buffer} chunk */
    const keep = (chunk) => {
      const text = chunk.toString();
      output = (output + text).slice(-KEPT_CHARACTERS);
      newest = (newest + text).slice(-500);
      heard();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const end = () => void child.kill('SIGTERM');
    process.once('exit', end);
    let done = false;
    /** @param {number} code */
    const finish = (code) => {
      if (done) return;
      done = true;
      clearTimeout(limit);
      clearTimeout(silence);
      clearInterval(heartbeat);
      process.removeListener('exit', end);
      resolve({ code, output, timedOut, durationMs: Date.now() - startedAt });
    };
    child.on('error', (error) => {
      output += error.message;
      finish(127);
    });
    child.on('close', (code) => finish(code ?? 1));
  });
}
