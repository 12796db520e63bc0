import { describe, expect, it } from 'vitest';
import {
  MAX_OWN_CHARS,
  ownOutcomeSchema,
  ownPageSchema,
  type OwnOutcome,
  type OwnPage,
} from '#shared/contract/http/own-records.ts';
import { EVENT_NAMES, helloSchema, PATHS } from '#shared/contract/http/routes.ts';
import { choicesSchema, mergeChoices, noteChoices, valuesOf } from '#shared/domain/choices/choices.ts';
import { sending, type ContractClient, type ContractPeople } from '#tests/support/contract-host.ts';
import { openEvents } from '#tests/support/open-events.ts';
import type { Scene } from './scene.ts';
import { problemCode, speakAs } from './speak.ts';

/** One machine of a person, as far as his own records go. */
async function openOwn(scene: Scene, login: keyof ContractPeople) {
  const { client } = await speakAs(scene.host, login);
  const { id } = helloSchema.parse(await (await client.fetch(PATHS.hello)).json());
  return { client, owner: { helpdesk: id, person: scene.host.people[login].id } };
}
type Own = Awaited<ReturnType<typeof openOwn>>;

function askOwn(client: ContractClient, owner: Own['owner'], cursor?: string): Promise<Response> {
  const query = new URLSearchParams({ ...owner, ...(cursor === undefined ? {} : { cursor }) });
  return client.fetch(`${PATHS.own}?${query}`);
}

async function pullOwn({ client, owner }: Own, cursor?: string): Promise<OwnPage> {
  return ownPageSchema.parse(await (await askOwn(client, owner, cursor)).json());
}

async function putOwn(
  { client, owner }: Own,
  key: string,
  expected: number,
  value: unknown,
): Promise<OwnOutcome> {
  const response = await client.fetch(
    `${PATHS.own}/${encodeURIComponent(key)}`,
    sending('PUT', { ...owner, expected, value }),
  );
  return ownOutcomeSchema.parse(await response.json());
}

function versionOf(outcome: OwnOutcome): number {
  if (outcome.kind !== 'kept') throw new Error(`It was not kept: ${outcome.kind}`);
  return outcome.version;
}

export function describeOwnRecords(scene: Scene): void {
  describe('what a person keeps for himself', () => {
    it('is on all his machines, changes come after the cursor, deletions too', async () => {
      const here = await openOwn(scene, 'anna');
      const there = await openOwn(scene, 'anna');
      const first = versionOf(await putOwn(here, 'test:one', 0, { text: 'Привет', n: [1, null] }));
      const page = await pullOwn(there);
      expect(page.start).toBe(true);
      expect(page.records.find((record) => record.key === 'test:one')).toMatchObject({
        version: first,
        value: { text: 'Привет', n: [1, null] },
      });
      const second = versionOf(await putOwn(there, 'test:two', 0, 'two'));
      const third = versionOf(await putOwn(here, 'test:one', first, null));
      const next = await pullOwn(there, page.cursor);
      expect(next.start).toBe(false);
      expect(next.records.map(({ key, version, value }) => [key, version, value])).toEqual([
        ['test:two', second, 'two'],
        ['test:one', third, null],
      ]);
      expect((await pullOwn(there, next.cursor)).records).toEqual([]);
      expect(versionOf(await putOwn(there, 'test:one', 0, 'again'))).toBeGreaterThan(third);
    });

    it('is changed by one of two who change it at once; the other is given what there is now', async () => {
      const here = await openOwn(scene, 'boris');
      const there = await openOwn(scene, 'boris');
      const first = versionOf(await putOwn(here, 'test:one', 0, 'first'));
      const outcomes = await Promise.all([
        putOwn(here, 'test:one', first, 'mine'),
        putOwn(there, 'test:one', first, 'theirs'),
      ]);
      expect(outcomes.map((outcome) => outcome.kind).sort()).toEqual(['conflict', 'kept']);
      const lost = outcomes.find((outcome) => outcome.kind === 'conflict');
      const won = outcomes[0]?.kind === 'kept' ? 'mine' : 'theirs';
      expect(lost?.record).toMatchObject({ key: 'test:one', value: won });
      // An answer that was lost: the same again is not a conflict.
      expect(await putOwn(here, 'test:one', first, won)).toEqual(
        outcomes.find((each) => each.kind === 'kept'),
      );
    });

    it('holds the choices of two machines that were made at once, joined by who is told of the conflict', async () => {
      const here = await openOwn(scene, 'anna');
      const there = await openOwn(scene, 'anna');
      const chosen = (id: string, at: number) =>
        noteChoices([], new Map(), new Map([[id, { name: id }]]), at);
      versionOf(await putOwn(here, 'choice:views', 0, chosen('one', 10)));
      const refused = await putOwn(there, 'choice:views', 0, chosen('two', 20));
      if (refused.kind !== 'conflict' || refused.record === null) throw new Error('there is no conflict');
      const joined = mergeChoices(chosen('two', 20), choicesSchema.parse(refused.record.value));
      versionOf(await putOwn(there, 'choice:views', refused.record.version, joined));
      const page = await pullOwn(here);
      const kept = page.records.find((record) => record.key === 'choice:views')?.value;
      expect([...valuesOf(choicesSchema.parse(kept)).keys()]).toEqual(['one', 'two']);
    });

    it('I8: is given to nobody else, supervisor and administrator included', async () => {
      const anna = await openOwn(scene, 'anna');
      await putOwn(anna, 'test:secret', 0, 'for me alone');
      for (const login of ['boris', 'maria', 'pavel', 'timur'] as const) {
        const other = await openOwn(scene, login);
        expect(JSON.stringify(await pullOwn(other))).not.toContain('for me alone');
        expect(await problemCode(await askOwn(other.client, anna.owner))).toBe('403 not-allowed');
        const change = sending('PUT', { ...anna.owner, expected: 0, value: 'mine now' });
        const refused = await other.client.fetch(`${PATHS.own}/test:secret`, change);
        expect(await problemCode(refused)).toBe('403 not-allowed');
        // His own of the same name is another one.
        await putOwn(other, 'test:secret', 0, `of ${login}`);
      }
      const page = await pullOwn(anna);
      expect(page.records.find((record) => record.key === 'test:secret')?.value).toBe('for me alone');
    });

    it('has limits (I11), and a key that is no key is refused', async () => {
      const vera = await openOwn(scene, 'vera');
      expect(await putOwn(vera, 'test:large', 0, 'x'.repeat(MAX_OWN_CHARS))).toEqual({ kind: 'no-room' });
      const change = sending('PUT', { ...vera.owner, expected: 0, value: 1 });
      expect((await vera.client.fetch(`${PATHS.own}/Nonsense`, change)).status).toBe(400);
    });

    it('announces a change to that person alone', async () => {
      const anna = await openOwn(scene, 'anna');
      const boris = await openOwn(scene, 'boris');
      const mine = await openEvents(anna.client);
      const others = await openEvents(boris.client);
      const key = `test:told-${Date.now()}`;
      await putOwn(anna, key, 0, 1);
      let name = await mine.next();
      while (name === EVENT_NAMES.change) name = await mine.next();
      expect(name).toBe(EVENT_NAMES.own);
      await putOwn(boris, key, 0, 2);
      let told = 0;
      await scene.host.backstage.openTicket();
      for (let last = await others.next(); last !== EVENT_NAMES.change; last = await others.next())
        if (last === EVENT_NAMES.own) told += 1;
      expect(told).toBeLessThanOrEqual(1);
      mine.close();
      others.close();
    });
  });
}
