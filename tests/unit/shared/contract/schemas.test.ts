import { describe, expect, test } from 'vitest';
import {
  changesPageSchema,
  firstPageQuerySchema,
  helloSchema,
  pushSchema,
  signInSchema,
} from '#shared/contract/http/routes.ts';
import { CALLS, journalRecordSchema, profileKeySchema } from '#shared/contract/ipc/calls.ts';
import { EVENTS } from '#shared/contract/ipc/events.ts';
import { DEFAULT_SETTINGS, settingsSchema } from '#shared/contract/ipc/settings.ts';
import { PUSH_LIMIT } from '#shared/sync/step.ts';
import { clientId, commandId, makeCommand, ticketId } from '#tests/support/oracle-things.ts';

describe('the HTTP contract', () => {
  const line = { id: commandId(1), after: null, command: makeCommand('status', { to: 'open' }) };

  test('I11: a push holds something, and not more than the limit', () => {
    const push = (count: number) => ({
      client: clientId(0),
      commands: Array.from({ length: count }, () => line),
    });
    expect(pushSchema.safeParse(push(PUSH_LIMIT)).success).toBe(true);
    expect(pushSchema.safeParse(push(PUSH_LIMIT + 1)).success).toBe(false);
    expect(pushSchema.safeParse(push(0)).success).toBe(false);
  });
  test('I7: a command that cannot be read does not spoil the push, nor a row its page', () => {
    const push = { client: clientId(0), commands: [{ ...line, command: { kind: 'of tomorrow' } }] };
    expect(pushSchema.safeParse(push).success).toBe(true);
    const page = {
      changes: [{ type: 'of tomorrow' }, null],
      cursor: 'x',
      more: false,
      start: null,
      complete: false,
      progress: null,
    };
    expect(changesPageSchema.safeParse(page).success).toBe(true);
  });
  test('a foreign page is not a helpdesk', () => {
    for (const answer of ['<html>', {}, { product: 'other', protocol: 1 }, null])
      expect(helloSchema.safeParse(answer).success).toBe(false);
  });
  test('signing in needs a name and a password, and both have bounds', () => {
    const given = { login: ' anna ', password: ' secret ', device: 'Till 2' };
    expect(signInSchema.parse(given)).toEqual({ ...given, login: 'anna' });
    for (const wrong of [{ login: ' ' }, { password: '' }, { password: 'a'.repeat(1001) }, { device: '' }])
      expect(signInSchema.safeParse({ ...given, ...wrong }).success).toBe(false);
  });
  test('a first page has a size within bounds', () => {
    expect(firstPageQuerySchema.parse({ view: 'mine' }).limit).toBe(50);
    expect(firstPageQuerySchema.parse({ view: 'mine', limit: '20' }).limit).toBe(20);
    for (const limit of ['0', '201', '1.5', 'many'])
      expect(firstPageQuerySchema.safeParse({ view: 'mine', limit }).success).toBe(false);
  });
});

describe('the IPC contract', () => {
  test('the key of a profile names no path', () => {
    const key = `${ticketId(1)}_${ticketId(2)}`;
    expect(profileKeySchema.parse(key)).toBe(key);
    for (const wrong of ['../../etc', `${key}/..`, key.toUpperCase().replace('0', 'A'), ''])
      expect(profileKeySchema.safeParse(wrong).success).toBe(false);
  });
  test('a record of the journal puts or deletes, and nothing else', () => {
    expect(journalRecordSchema.safeParse({ op: 'put', key: 'a', value: { any: 1 } }).success).toBe(true);
    expect(journalRecordSchema.safeParse({ op: 'delete', key: 'a' }).success).toBe(true);
    for (const wrong of [{ op: 'clear' }, { op: 'put', key: '' }, { op: 'delete' }])
      expect(journalRecordSchema.safeParse(wrong).success).toBe(false);
  });
  test('files cross as bytes, addressed by SHA-256', () => {
    const { input } = CALLS['journal.keepFile'];
    const profile = `${ticketId(1)}_${ticketId(2)}`;
    const file = { profile, sha256: 'a'.repeat(64), bytes: new Uint8Array([1]) };
    expect(input.safeParse(file).success).toBe(true);
    expect(input.safeParse({ ...file, sha256: '../a' }).success).toBe(false);
    expect(input.safeParse({ ...file, bytes: 'AQ==' }).success).toBe(false);
  });
  test('a link asks for a ticket by id or number only', () => {
    const asked = EVENTS['ticket.requested'];
    for (const ticket of [ticketId(1), '42']) expect(asked.safeParse({ ticket }).success).toBe(true);
    for (const ticket of ['', '../x', '42; drop', '1'.repeat(13)])
      expect(asked.safeParse({ ticket }).success).toBe(false);
  });
});

describe('settings', () => {
  test('of a first start fit their own schema', () => {
    expect(settingsSchema.parse(DEFAULT_SETTINGS)).toEqual(DEFAULT_SETTINGS);
  });
  test.each(['file:///etc/passwd', 'javascript:alert(1)', 'helpdesk', 'ftp://a'])(
    '%s is no helpdesk',
    (url) => {
      expect(
        settingsSchema.safeParse({ ...DEFAULT_SETTINGS, helpdesk: { kind: 'remote', url } }).success,
      ).toBe(false);
    },
  );
  test('an address of a helpdesk is http or https', () => {
    for (const url of ['http://10.0.0.5:8080', 'https://help.example.org/'])
      expect(
        settingsSchema.safeParse({ ...DEFAULT_SETTINGS, helpdesk: { kind: 'remote', url } }).success,
      ).toBe(true);
  });
  test('of a version without keys of one’s own get none; unknown names stay, nonsense is refused', () => {
    const { keys: _, ...before } = DEFAULT_SETTINGS;
    expect(settingsSchema.parse({ ...DEFAULT_SETTINGS, ...before }).keys).toEqual({});
    const keys = { 'from.the.future': [[{ code: 'KeyG' }, { code: 'KeyX', shift: true }]], undo: [] };
    expect(settingsSchema.parse({ ...DEFAULT_SETTINGS, keys }).keys).toEqual(keys);
    for (const wrong of [
      [[]],
      [[{ code: 'Key G' }]],
      [[{ code: 'A' }, { code: 'B' }, { code: 'C' }]],
      'KeyX',
    ])
      expect(settingsSchema.safeParse({ ...DEFAULT_SETTINGS, keys: { undo: wrong } }).success).toBe(false);
  });
});
