import { describe, expect, it } from 'vitest';
import { isContractRequest } from '#main/services/helpdesk-proxy/proxy-rules.ts';
import { PATHS } from '#shared/contract/http/routes.ts';

const ID = '01890f3e-7b7a-7cc2-98c4-dc0c0c07398f';
const SHA = 'a'.repeat(64);

/** What the page asks for at a path, or why it asks for nothing there. A path that is not here does not compile. */
const ASKED: Readonly<
  Record<keyof typeof PATHS, readonly `${string} ${string}`[] | { readonly not: string }>
> = {
  hello: [`GET ${PATHS.hello}`],
  health: { not: 'it is for whoever watches over the instances; the page learns from its own requests' },
  session: [`GET ${PATHS.session}`, `POST ${PATHS.session}`, `DELETE ${PATHS.session}`],
  devices: [`GET ${PATHS.devices}`, `DELETE ${PATHS.devices}/${ID}`],
  first: [`GET ${PATHS.first}`],
  changes: [`GET ${PATHS.changes}`],
  commands: [`POST ${PATHS.commands}`],
  events: [`GET ${PATHS.events}`],
  presence: [`POST ${PATHS.presence}`],
  search: [`POST ${PATHS.search}`],
  attachments: [
    `GET ${PATHS.attachments}/${SHA}`,
    `GET ${PATHS.attachments}/${SHA}/upload`,
    `PATCH ${PATHS.attachments}/${SHA}/upload`,
  ],
  references: [`POST ${PATHS.references}`],
  remotePicture: [`POST ${PATHS.remotePicture}`],
  own: [`GET ${PATHS.own}`, `PUT ${PATHS.own}/${encodeURIComponent('choice:views')}`],
  alike: [`POST ${PATHS.alike}`],
  mergeCustomers: [`POST ${PATHS.mergeCustomers}`],
  separateCustomers: [`POST ${PATHS.separateCustomers}`],
  publicName: [`PUT ${PATHS.publicName}`],
  signatures: [`PUT ${PATHS.signatures}/${ID}`],
  openapi: [`GET ${PATHS.openapi}`],
};

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

describe('each path of the contract', () => {
  it('is in the list', () => {
    expect(Object.keys(ASKED).toSorted()).toEqual(Object.keys(PATHS).toSorted());
  });

  it.each(Object.entries(ASKED))('%s is let through as it is asked for, or not at all', (name, asked) => {
    const path = PATHS[name as keyof typeof PATHS];
    if ('not' in asked) {
      expect(asked.not).not.toBe('');
      for (const method of METHODS) expect(isContractRequest(method, path)).toBe(false);
      return;
    }
    expect(asked.length).toBeGreaterThan(0);
    for (const request of asked) {
      const [method = '', at = ''] = request.split(' ');
      expect(at.startsWith(path)).toBe(true);
      expect([request, isContractRequest(method, at)]).toEqual([request, true]);
    }
    // Nothing else at these addresses.
    for (const at of new Set(asked.map((request) => request.split(' ')[1] ?? '')))
      for (const method of METHODS)
        expect([method, at, isContractRequest(method, at)]).toEqual([
          method,
          at,
          asked.includes(`${method} ${at}`),
        ]);
  });
});
