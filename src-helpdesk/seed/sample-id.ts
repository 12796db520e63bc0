import type { EpochMs } from '#shared/base/brand.ts';
import type { Random } from './random.ts';

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

/** A UUID of version 7 (RFC 9562) whose time is given and whose other bits are repeatable. The caller brands it. */
export function sampleId(at: EpochMs, random: Random): string {
  const time = hex(at, 12);
  const a = 0x7000 | random.below(0x1000);
  const b = 0x8000 | random.below(0x4000);
  const tail = hex(random.below(0x100_0000), 6) + hex(random.below(0x100_0000), 6);
  return `${time.slice(0, 8)}-${time.slice(8)}-${hex(a, 4)}-${hex(b, 4)}-${tail}`;
}
