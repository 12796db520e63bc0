import type { FastifyRequest } from 'fastify';
import { describe, expect, it } from 'vitest';
import { addressKey } from '#helpdesk/http/public/page-context.ts';

const key = (ip: string): string => addressKey({ ip } as FastifyRequest);

describe('whose sendings are counted together', () => {
  it('is one address of IPv4, also written as IPv6', () => {
    expect(key('192.0.2.7')).toBe('192.0.2.7');
    expect(key('::ffff:192.0.2.7')).not.toBe(key('::ffff:192.0.2.8'));
  });

  it('is one network of IPv6, however it is written', () => {
    expect(key('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2');
    expect(key('2001:db8:1:2::9')).toBe('2001:db8:1:2');
    expect(key('2001:db8::9')).toBe('2001:db8:0:0');
    expect(key('::1')).toBe('0:0:0:0');
    expect(key('2001:db8:1:3::9')).not.toBe(key('2001:db8:1:2::9'));
  });
});
