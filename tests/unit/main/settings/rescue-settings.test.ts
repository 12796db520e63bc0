import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { rescueSettings } from '#main/services/settings/rescue-settings.ts';
import { DEFAULT_SETTINGS } from '#shared/contract/ipc/settings.ts';
import { makeClock } from '../silent-log.ts';
import { provideTempFolders } from '../temp-folder.ts';

const makeFolder = provideTempFolders();

function setUp(content?: string) {
  const folder = makeFolder();
  const file = path.join(folder, 'settings.json');
  if (content !== undefined) writeFileSync(file, content);
  return { folder, file, rescue: () => rescueSettings(file, makeClock(1000)) };
}

describe('settings file', () => {
  it('is nothing to worry about on a first start', () => {
    const { folder, rescue } = setUp();
    expect(rescue()).toEqual({ damaged: false });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is left alone when it is whole, settings of a newer version included', () => {
    const text = JSON.stringify({ theme: 'dark', somethingNewer: 5 });
    const { file, rescue } = setUp(text);
    expect(rescue()).toEqual({ damaged: false });
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it.each([['{"theme":"da'], [''], ['null'], ['[1]'], ['\u0000\u0000\u0000']])(
    'that is not JSON is kept aside, and defaults are used: %j',
    (text) => {
      const { folder, rescue } = setUp(text);
      expect(rescue()).toEqual({ damaged: true });
      expect(readdirSync(folder)).toEqual(['settings.damaged-1000.json']);
      expect(readFileSync(path.join(folder, 'settings.damaged-1000.json'), 'utf8')).toBe(text);
    },
  );

  it('with one bad setting is kept aside, and the good ones stay', () => {
    const text = JSON.stringify({ theme: 'pink', language: 'ru', helpdesk: { kind: 'embedded' } });
    const { folder, file, rescue } = setUp(text);
    expect(rescue()).toEqual({ damaged: true });
    expect(readFileSync(path.join(folder, 'settings.damaged-1000.json'), 'utf8')).toBe(text);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      ...DEFAULT_SETTINGS,
      language: 'ru',
      helpdesk: { kind: 'embedded' },
    });
  });
});
