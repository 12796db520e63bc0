import path from 'node:path';
import { expect, it } from 'vitest';
import { readStartOptions } from '#main/app/start-options.ts';

it('the folder of a profile comes from the command line, then from the environment', () => {
  const env = { VAKHTA_PROFILE_DIR: 'from-env' };
  expect(readStartOptions(['.', '--profile-dir=from-args'], env).profileDir).toBe(path.resolve('from-args'));
  expect(readStartOptions(['.'], env).profileDir).toBe(path.resolve('from-env'));
  expect(readStartOptions(['.', '--embedded'], {})).toEqual({ profileDir: null, embedded: true });
});
