import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { ReferenceId } from '#shared/base/brand.ts';
import { PATHS, type ReferenceChange } from '#shared/contract/http/routes.ts';
import type { ReferenceOf } from '#shared/domain/references/reference.ts';
import { sending } from '#tests/support/contract-host.ts';
import { createMirror, problemCode, speakAs, type Speaker } from './speak.ts';
import type { Scene } from './scene.ts';

function reference(words: string): ReferenceOf<'incompatibility'> {
  return {
    id: v7() as ReferenceId,
    kind: 'incompatibility',
    content: {
      when: [{ fact: 'os', test: 'is', words, version: null }],
      title: { en: words, ru: words },
      explanation: { en: 'Because.', ru: 'Потому.' },
      link: null,
    },
  };
}

async function change({ client }: Speaker, given: ReferenceChange): Promise<string> {
  const answer = await client.fetch(PATHS.references, sending('POST', given));
  return answer.status === 204 ? 'done' : problemCode(answer);
}

export function describeReferences(scene: Scene): void {
  describe('the team’s common knowledge', () => {
    it('what a supervisor adds, changes and removes comes to everybody', async () => {
      const supervisor = await speakAs(scene.host, 'maria');
      const trainee = await speakAs(scene.host, 'timur');
      const mirror = createMirror(trainee.client);
      await mirror.pullAll();
      const before = reference('Windows XP');
      expect(await change(supervisor, { before: null, after: before })).toBe('done');
      await mirror.pullAll();
      expect(mirror.row('reference', before.id)).toEqual(before);

      const after: ReferenceOf<'incompatibility'> = {
        ...before,
        content: { ...before.content, link: 'https://example.com/' },
      };
      expect(await change(supervisor, { before, after })).toBe('done');
      await mirror.pullAll();
      expect(mirror.row('reference', before.id)).toEqual(after);
      const late = createMirror((await speakAs(scene.host, 'timur')).client);
      await late.pullAll();
      expect(late.row('reference', before.id)).toEqual(after);

      expect(await change(supervisor, { before: after, after: null })).toBe('done');
      await mirror.pullAll();
      expect(mirror.row('reference', before.id)).toBeNull();
    });

    it('what somebody else has changed meanwhile is not overwritten', async () => {
      const supervisor = await speakAs(scene.host, 'maria');
      const before = reference('Windows 7');
      const other: ReferenceOf<'incompatibility'> = {
        ...before,
        content: { ...before.content, link: 'https://example.com/7' },
      };
      await change(supervisor, { before: null, after: before });
      expect(await change(supervisor, { before: null, after: other })).toBe('409 changed');
      await change(supervisor, { before, after: other });
      expect(await change(supervisor, { before, after: null })).toBe('409 changed');
      expect(await change(supervisor, { before, after: before })).toBe('409 changed');
    });

    it('an operator may not change it, and what is none is refused', async () => {
      const operator = await speakAs(scene.host, 'anna');
      expect(await change(operator, { before: null, after: reference('Linux') })).toBe('403 not-allowed');
      const supervisor = await speakAs(scene.host, 'maria');
      const wrong = { ...reference('Linux'), kind: 'spell' } as unknown as ReferenceOf<'incompatibility'>;
      expect(await change(supervisor, { before: null, after: wrong })).toBe('400 invalid-request');
      expect(await change(supervisor, { before: null, after: null })).toBe('400 invalid-request');
    });
  });
}
