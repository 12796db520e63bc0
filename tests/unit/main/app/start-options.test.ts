import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '#shared/contract/ipc/settings.ts';
import { chooseGiven, readStartOptions } from '#main/app/start-options.ts';

describe('start options', () => {
  it('name a folder for another profile, on the command line or in the environment', () => {
    const env = { VAKHTA_PROFILE_DIR: 'from-env' };
    expect(readStartOptions(['.', '--profile-dir=from-args'], env).profileDir).toBe(
      path.resolve('from-args'),
    );
    expect(readStartOptions(['.'], env).profileDir).toBe(path.resolve('from-env'));
    expect(readStartOptions(['.', '--embedded'], {})).toEqual({
      profileDir: null,
      embedded: true,
      helpdesk: null,
    });
  });

  it('name the addresses of a helpdesk, several by commas, spaces or lines', () => {
    const read = (text: string) => readStartOptions([`--helpdesk=${text}`], {}).helpdesk;
    expect(read('https://a.example, https://b.example\nhttp://10.0.0.5:4600 https://a.example')).toEqual({
      ok: true,
      value: ['https://a.example', 'https://b.example', 'http://10.0.0.5:4600'],
    });
    for (const wrong of [
      '',
      'help.example',
      'ftp://a.example',
      'https://a.example,nonsense',
      'https://u:p@a.example',
    ])
      expect(read(wrong)).toMatchObject({ ok: false, error: expect.stringContaining('is not an address') });
    expect(readStartOptions([], {}).helpdesk).toBeNull();
  });

  it('change the addresses of the helpdesk that was chosen, or choose another one to sign in at', () => {
    const id = '01890f3e-7b7a-7cc2-98c4-dc0c0c07398f' as never;
    const chosen: Settings = {
      ...DEFAULT_SETTINGS,
      helpdesk: { kind: 'remote', url: 'https://a.example', id },
    };
    expect(chooseGiven(chosen, ['https://a.example'])).toBeNull();
    expect(chooseGiven(chosen, ['https://b.example', 'https://a.example'])).toEqual({
      helpdesk: { kind: 'remote', url: 'https://b.example', others: ['https://a.example'], id },
    });
    for (const before of [
      chosen,
      DEFAULT_SETTINGS,
      { ...DEFAULT_SETTINGS, helpdesk: { kind: 'embedded' } } as const,
    ])
      expect(chooseGiven(before, ['https://c.example'])).toEqual({
        helpdesk: { kind: 'remote', url: 'https://c.example', others: [] },
        profile: null,
      });
  });
});
