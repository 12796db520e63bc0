import { describe, expect, it } from 'vitest';
import { PATHS } from '#shared/contract/http/routes.ts';
import type { Person } from '#shared/domain/people/person.ts';
import type { Queue } from '#shared/domain/queues/queue.ts';
import { sending } from '#tests/support/contract-host.ts';
import { createMirror, problemCode, speakAs, type Speaker } from './speak.ts';
import type { Scene } from './scene.ts';

async function put({ client }: Speaker, path: string, body: unknown): Promise<string> {
  const answer = await client.fetch(path, sending('PUT', body));
  return answer.status === 204 ? 'done' : problemCode(answer);
}

/** A queue in which Anna works. */
async function findQueue(scene: Scene): Promise<string> {
  const mirror = createMirror((await speakAs(scene.host, 'anna')).client);
  await mirror.pullAll();
  const [queueId] = (mirror.row('person', scene.host.people.anna.id) as Person).queueIds;
  if (queueId === undefined) throw new Error('She works in no queue');
  return queueId;
}

export function describeSignatures(scene: Scene): void {
  describe('what customers read under answers', () => {
    it('an operator changes the own public name, and everybody’s rows say it', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const { id } = scene.host.people.anna;
      const mirror = createMirror((await speakAs(scene.host, 'boris')).client);
      const nameNow = async () => {
        await mirror.pullAll();
        return (mirror.row('person', id) as Person | null)?.publicName ?? null;
      };
      expect(await put(anna, PATHS.publicName, { publicName: ' Анна из поддержки ' })).toBe('done');
      expect(await nameNow()).toBe('Анна из поддержки');
      for (const publicName of ['', 'two\nlines', 'x'.repeat(201)])
        expect(await put(anna, PATHS.publicName, { publicName })).toBe('400 invalid-request');
      expect(await put(anna, PATHS.publicName, { publicName: null })).toBe('done');
      expect(await nameNow()).toBeNull();
    });

    it('a supervisor changes the signature of a queue, and nobody’s change is overwritten', async () => {
      const maria = await speakAs(scene.host, 'maria');
      const queueId = await findQueue(scene);
      const path = `${PATHS.signatures}/${queueId}`;
      const mirror = createMirror((await speakAs(scene.host, 'anna')).client);
      const now = async () => {
        await mirror.pullAll();
        return (mirror.row('queue', queueId) as Queue | null)?.signature ?? null;
      };
      const before = await now();
      expect(await put(maria, path, { before, after: '{name}\n{queue}' })).toBe('done');
      expect(await now()).toBe('{name}\n{queue}');
      expect(await put(maria, path, { before: 'what it never was', after: 'x' })).toBe('409 changed');
      expect(await put(maria, path, { before: '{name}\n{queue}', after: before })).toBe('done');
      expect(await now()).toBe(before);
    });

    it('I9: an operator may not change the signature of a queue, a trainee neither', async () => {
      const queueId = await findQueue(scene);
      const change = { before: null, after: 'x' };
      const operator = await speakAs(scene.host, 'anna');
      expect(await put(operator, `${PATHS.signatures}/${queueId}`, change)).toBe('403 not-allowed');
      const trainee = await speakAs(scene.host, 'timur');
      expect(await put(trainee, `${PATHS.signatures}/${queueId}`, change)).toBe('403 not-allowed');
      expect(await put(trainee, PATHS.publicName, { publicName: 'x' })).toBe('403 not-allowed');
    });
  });
}
