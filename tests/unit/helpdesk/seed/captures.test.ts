import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CAPTURE_BYTES } from '#helpdesk/seed/captures/capture-bytes.ts';
import { CAPTURE_PAGES } from '#helpdesk/seed/captures/capture-pages.ts';

const folder = path.resolve(import.meta.dirname, '../../../../src-helpdesk/seed/captures');

describe('captures of the sample', () => {
  it('carry the bytes of the pictures beside them, one for every page', () => {
    expect(Object.keys(CAPTURE_BYTES)).toEqual(CAPTURE_PAGES.map(({ name }) => name));
    for (const [name, base64] of Object.entries(CAPTURE_BYTES)) {
      expect(fs.readFileSync(path.join(folder, `${name}.png`)).toString('base64') === base64, name).toBe(
        true,
      );
    }
  });
});
