import { describe, expect, it } from 'vitest';
import {
  deviceSchema,
  GUARD_HEADER,
  helloSchema,
  PATHS,
  sessionSchema,
} from '#shared/contract/http/routes.ts';
import { sending, signIn } from '#tests/support/contract-host.ts';
import { problemCode, speakAs } from './speak.ts';
import type { Scene } from './scene.ts';

const DAY_MS = 24 * 3_600_000;

export function describeSessions(scene: Scene): void {
  const credentials = (login: string, password: string) =>
    sending('POST', { login, password, device: 'laptop' });

  describe('sessions', () => {
    it('hello says who the helpdesk is, to everybody, and shows no people of a real one', async () => {
      const client = await scene.host.newClient();
      const hello = helloSchema.parse(await (await client.fetch(PATHS.hello)).json());
      expect(hello.product).toBe('vakhta-helpdesk');
      expect(hello.demo).toBeNull();
    });

    it('signs in with the right password, whatever the case of the login, and tells who that is', async () => {
      const client = await scene.host.newClient();
      const response = await client.fetch(
        PATHS.session,
        credentials('ANNA', scene.host.people.anna.password),
      );
      expect(response.status).toBe(200);
      const signedIn = sessionSchema.parse(await response.json());
      expect(signedIn.person).toMatchObject({
        id: scene.host.people.anna.id,
        role: 'operator',
        active: true,
      });
      const now = sessionSchema.parse(await (await client.fetch(PATHS.session)).json());
      expect(now).toEqual(signedIn);
    });

    it('refuses a wrong password, an unknown login and somebody who has left in the same words', async () => {
      const client = await scene.host.newClient();
      const answers = await Promise.all(
        [
          credentials('vera', 'not the one'),
          credentials('nobody', 'not the one'),
          credentials('gone', scene.host.people.gone.password),
        ].map(async (init) => (await client.fetch(PATHS.session, init)).text()),
      );
      expect(new Set(answers).size).toBe(1);
      expect(answers[0]).toContain('wrong-credentials');
    });

    scene.itOf(
      'sign-in-limit',
      'closes the door of a login after too many failures, and opens it again',
      async () => {
        const client = await scene.host.newClient();
        const codes = new Set<string>();
        for (let attempt = 0; attempt < 40 && !codes.has('429 too-many-attempts'); attempt += 1) {
          codes.add(
            await problemCode(await client.fetch(PATHS.session, credentials('guessed', `guess ${attempt}`))),
          );
        }
        expect(codes).toEqual(new Set(['401 wrong-credentials', '429 too-many-attempts']));
        const closed = await client.fetch(PATHS.session, credentials('guessed', 'one more'));
        expect(Number(closed.headers.get('retry-after'))).toBeGreaterThan(0);
        // Another login on the same machine is not locked out by it.
        await signIn(client, scene.host.people.boris);
      },
    );

    it('answers nothing without a session, and not with an invented token', async () => {
      const client = await scene.host.newClient();
      for (const path of [
        PATHS.session,
        PATHS.devices,
        PATHS.changes,
        `${PATHS.first}?view=all`,
        PATHS.events,
      ]) {
        expect(await problemCode(await client.fetch(path))).toBe('401 signed-out');
      }
      const invented = { headers: { authorization: `Bearer ${'A'.repeat(43)}` } };
      expect(await problemCode(await client.fetch(PATHS.session, invented))).toBe('401 signed-out');
    });

    it('signing out ends the session', async () => {
      const { client } = await speakAs(scene.host, 'anna');
      expect((await client.fetch(PATHS.session, sending('DELETE'))).status).toBe(204);
      expect(await problemCode(await client.fetch(PATHS.session))).toBe('401 signed-out');
    });

    it('lists the own devices, and ends the session of one that is revoked', async () => {
      const first = await speakAs(scene.host, 'maria');
      const second = await speakAs(scene.host, 'maria');
      const other = sessionSchema.parse(await (await second.client.fetch(PATHS.session)).json()).deviceId;
      const { devices } = (await (await first.client.fetch(PATHS.devices)).json()) as { devices: unknown[] };
      const listed = devices.map((device) => deviceSchema.parse(device));
      expect(listed.find((device) => device.id === other)?.current).toBe(false);
      expect(listed.filter((device) => device.current)).toHaveLength(1);
      const revoked = await first.client.fetch(`${PATHS.devices}/${other}`, sending('DELETE'));
      expect(revoked.status).toBe(204);
      expect(await problemCode(await second.client.fetch(PATHS.session))).toBe('401 signed-out');
      expect((await first.client.fetch(PATHS.session)).status).toBe(200);
    });

    it("does not revoke another person's device", async () => {
      const anna = await speakAs(scene.host, 'anna');
      const { deviceId } = sessionSchema.parse(await (await anna.client.fetch(PATHS.session)).json());
      const vera = await speakAs(scene.host, 'vera');
      const answer = await vera.client.fetch(`${PATHS.devices}/${deviceId}`, sending('DELETE'));
      expect(await problemCode(answer)).toBe('404 not-found');
      expect((await anna.client.fetch(PATHS.session)).status).toBe(200);
    });

    it('ends the session of somebody who leaves', async () => {
      const { client } = await speakAs(scene.host, 'vera');
      await scene.host.backstage.deactivate('vera');
      expect(await problemCode(await client.fetch(PATHS.session))).toBe('401 signed-out');
      await scene.host.backstage.activate('vera');
    });

    it('keeps a session that is used, and ends one that was not for 30 days', async () => {
      const used = await speakAs(scene.host, 'boris');
      const idle = await speakAs(scene.host, 'boris');
      for (let day = 0; day < 32; day += 8) {
        scene.host.backstage.advanceClock(8 * DAY_MS);
        expect((await used.client.fetch(PATHS.session)).status).toBe(200);
      }
      expect(await problemCode(await idle.client.fetch(PATHS.session))).toBe('401 signed-out');
    });

    it('refuses a changing request without the guard header', async () => {
      const { client } = await speakAs(scene.host, 'anna');
      const { deviceId } = sessionSchema.parse(await (await client.fetch(PATHS.session)).json());
      const init = sending('DELETE');
      const headers = new Headers(init.headers);
      headers.delete(GUARD_HEADER);
      const answer = await client.fetch(`${PATHS.devices}/${deviceId}`, { ...init, headers });
      expect(await problemCode(answer)).toBe('403 not-allowed');
      expect((await client.fetch(PATHS.session)).status).toBe(200);
    });

    it('answers what does not fit the contract with a clear problem', async () => {
      const { client } = await speakAs(scene.host, 'anna');
      expect(await problemCode(await client.fetch(`${PATHS.first}?view=nonsense`))).toBe(
        '400 invalid-request',
      );
      expect(await problemCode(await client.fetch(PATHS.commands, sending('POST', { client: 1 })))).toBe(
        '400 invalid-request',
      );
      const broken = { ...sending('POST', {}), body: '{"client":' };
      expect(await problemCode(await client.fetch(PATHS.commands, broken))).toBe('400 invalid-request');
      expect(await problemCode(await client.fetch('/api/nothing-here'))).toBe('404 not-found');
    });
  });
}
