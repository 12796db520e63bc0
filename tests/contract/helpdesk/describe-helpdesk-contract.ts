import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import { PATHS } from '#shared/contract/http/routes.ts';
import type { ContractHost } from '#tests/support/contract-host.ts';
import { describeCommands } from './commands-contract.ts';
import { describeCustomers } from './customers-contract.ts';
import { describeTicketActions } from './ticket-actions-contract.ts';
import { describeEvents } from './events-contract.ts';
import { describeOwnRecords } from './own-contract.ts';
import { describeFeed } from './feed-contract.ts';
import { sortParts, type Lacking } from './parts.ts';
import { describePartners } from './partners-contract.ts';
import { describeReferences } from './references-contract.ts';
import { describeSignatures } from './signature-contract.ts';
import type { Scene } from './scene.ts';
import { describePresence } from './presence-contract.ts';
import { describeSearch } from './search-contract.ts';
import { describeSessions } from './session-contract.ts';
import { describeTrainee } from './trainee-contract.ts';
import { describeUploads } from './upload-contract.ts';

export interface ContractOptions {
  /** Parts that what is tested lacks: their tests must fail. */
  readonly without?: Lacking;
  /** Why nothing of it can be run here, with the remedy; null when it can. */
  readonly skipped?: string | null;
}

/** The HTTP contract, for whatever implements it or stands in between: the suite is the same for all. */
export function describeHelpdeskContract(
  name: string,
  boot: () => Promise<ContractHost>,
  { without = {}, skipped = null }: ContractOptions = {},
): void {
  const why = skipped === null ? '' : ` (skipped: ${skipped})`;
  // A file without a test to run says nothing of itself.
  if (skipped !== null) console.warn(`HTTP contract: ${name}${why}`);
  describe.skipIf(skipped !== null)(`HTTP contract: ${name}${why}`, () => {
    let host: ContractHost | undefined;
    const parts = sortParts(without);
    const scene: Scene = {
      itOf: parts.itOf,
      get host() {
        if (host === undefined) throw new Error('The helpdesk was not booted');
        return host;
      },
    };
    beforeAll(async () => {
      parts.checkKeys();
      host = await boot();
    });
    afterEach(async () => {
      await host?.endTest?.();
    });
    afterAll(async () => {
      await host?.close();
    });

    scene.itOf('openapi', 'describes every path of the contract in OpenAPI 3.1', async () => {
      const client = await scene.host.newClient();
      const description = (await (await client.fetch(PATHS.openapi)).json()) as {
        openapi: string;
        paths: Record<string, unknown>;
      };
      expect(description.openapi).toMatch(/^3\.1\./);
      const { openapi: _itself, attachments, devices, signatures, ...plain } = PATHS;
      expect(Object.keys(description.paths)).toEqual(
        expect.arrayContaining([
          ...Object.values(plain),
          devices,
          `${devices}/{id}`,
          `${PATHS.own}/{key}`,
          `${signatures}/{id}`,
          `${attachments}/{sha256}`,
          `${attachments}/{sha256}/upload`,
        ]),
      );
    });

    describeFeed(scene);
    describeCommands(scene);
    describeTicketActions(scene);
    describeUploads(scene);
    describeEvents(scene);
    describePresence(scene);
    describeOwnRecords(scene);
    describeTrainee(scene);
    describeReferences(scene);
    describeSignatures(scene);
    describeCustomers(scene);
    describePartners(scene);
    describeSearch(scene);
    // Last: they move the clock.
    describeSessions(scene);
  });
}
