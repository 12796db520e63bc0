import type { ContractHost } from '#tests/support/contract-host.ts';
import type { Parts } from './parts.ts';

/** Where the parts of the suite find the helpdesk that was booted for them. */
export interface Scene {
  readonly host: ContractHost;
  /** Defines a test of something that not everything under test has. */
  readonly itOf: Parts['itOf'];
}
