import { describe, expect, it } from 'vitest';
import { v7 } from 'uuid';
import type { CommandId, PersonId, TicketId } from '#shared/base/brand.ts';
import { describeWithdrawals } from './withdraw-contract.ts';
import { command, createMirror, outcomes, push, pushRaw, readChanges, speakAs } from './speak.ts';
import type { Scene } from './scene.ts';

export function describeCommands(scene: Scene): void {
  const words = (text: string) => ({ text, attachments: [] });

  describe('commands', () => {
    it('take effect, under the name of who gave them, and bring the rows as they are now', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const { ticketId, messageId } = await scene.host.backstage.openTicket();
      const reply = command(anna, 'reply', ticketId, words('Try the new driver.'), messageId);
      const [answer] = await push(anna, [reply]);
      expect(answer?.outcome).toEqual({ kind: 'applied' });
      const changes = readChanges(answer ?? { changes: [] });
      expect(changes).toContainEqual(
        expect.objectContaining({
          type: 'ticket',
          id: ticketId,
          version: 2,
          row: expect.objectContaining({ status: 'waiting', waitingSince: null }),
        }),
      );
      expect(changes).toContainEqual(
        expect.objectContaining({
          type: 'message',
          id: reply.id,
          row: expect.objectContaining({
            kind: 'reply',
            authorName: 'Anna Lind',
            text: 'Try the new driver.',
          }),
        }),
      );
    });

    it('keep the form of words, and make their plain part themselves', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const { ticketId, messageId } = await scene.host.backstage.openTicket();
      const rich = {
        type: 'doc',
        content: [
          { type: 'paragraph', content: [{ type: 'text', text: 'Try', marks: [{ type: 'bold' }] }] },
          {
            type: 'bulletList',
            content: [
              {
                type: 'listItem',
                content: [
                  {
                    type: 'paragraph',
                    content: [
                      {
                        type: 'text',
                        text: 'this',
                        marks: [{ type: 'link', attrs: { href: 'https://example.com/new' } }],
                      },
                    ],
                  },
                ],
              },
            ],
          },
        ],
      };
      const payload = { text: 'Something else', rich, attachments: [], signature: 'Anna\nSupport' };
      const reply = command(anna, 'reply', ticketId, payload as never, messageId);
      expect(outcomes(await push(anna, [reply]))).toEqual(['applied']);
      const mirror = createMirror(anna.client);
      await mirror.pullAll();
      expect(mirror.row('message', reply.id)).toMatchObject({
        text: 'Try\n- this <https://example.com/new>',
        rich,
        signature: 'Anna\nSupport',
      });
      expect(mirror.row('ticket', ticketId)).toMatchObject({
        lastLine: { from: 'team', text: 'Try - this <https://example.com/new>' },
      });
    });

    it('with words in a form that there is not are refused', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const { ticketId, messageId } = await scene.host.backstage.openTicket();
      const paragraph = (node: unknown) => ({
        type: 'doc',
        content: [{ type: 'paragraph', content: [node] }],
      });
      const hostile: readonly unknown[] = [
        '<b>Hello</b>',
        { type: 'doc', content: [{ type: 'html', html: '<script>alert(1)</script>' }] },
        paragraph({
          type: 'text',
          text: 'x',
          marks: [{ type: 'link', attrs: { href: 'javascript:alert(1)' } }],
        }),
        paragraph({ type: 'image', attrs: { sha256: 'ab'.repeat(32), alt: 'not among the files' } }),
        paragraph({
          type: 'mention',
          attrs: { personId: '01900000-0000-7000-8000-000000000001', name: 'Anna' },
        }),
      ];
      const replies = hostile.map((rich) =>
        command(anna, 'reply', ticketId, { text: 'x', rich, attachments: [] } as never, messageId),
      );
      const answers = await Promise.all(replies.map((reply) => push(anna, [reply])));
      for (const [answer] of answers) expect(answer?.outcome).toEqual({ kind: 'refused', reason: 'invalid' });
    });

    it("I12: carry the helpdesk's time, whatever the client's clock says", async () => {
      const anna = await speakAs(scene.host, 'anna');
      const { ticketId, messageId } = await scene.host.backstage.openTicket();
      const reply = {
        ...command(anna, 'reply', ticketId, words('Hello'), messageId),
        recordedAt: 4_000_000_000_000,
      };
      await push(anna, [reply]);
      const mirror = createMirror(anna.client);
      await mirror.pullAll();
      const message = mirror.row('message', reply.id);
      expect(message?.at).toBeLessThan(4_000_000_000_000);
      expect(message?.at).toBeGreaterThanOrEqual(mirror.row('ticket', ticketId)?.createdAt ?? Infinity);
    });

    it('I2: a repeated command gives the stored outcome and has no second effect', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const { ticketId, messageId } = await scene.host.backstage.openTicket();
      const reply = command(anna, 'reply', ticketId, words('Once'), messageId);
      const first = await push(anna, [reply]);
      const again = await push(anna, [reply]);
      expect(again).toEqual(first);
      const mirror = createMirror(anna.client);
      await mirror.pullAll();
      expect(mirror.rows.get(`ticket ${ticketId}`)?.version).toBe(2);
    });

    it('I2: the same command sent many times at once takes effect once', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const { ticketId, messageId } = await scene.host.backstage.openTicket();
      const reply = command(anna, 'reply', ticketId, words('Once'), messageId);
      const answers = await Promise.all(Array.from({ length: 8 }, () => push(anna, [reply])));
      expect(answers.map(outcomes).flat()).toEqual(Array(8).fill('applied'));
      const mirror = createMirror(anna.client);
      await mirror.pullAll();
      expect(mirror.rows.get(`ticket ${ticketId}`)?.version).toBe(2);
    });

    it('I2: a stored refusal stays, even when the reason is gone', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const { ticketId, messageId } = await scene.host.backstage.openTicket();
      const { boris, vera } = scene.host.people;
      const maria = await speakAs(scene.host, 'maria');
      await push(maria, [command(maria, 'assign', ticketId, { from: null, to: boris.id }, messageId)]);
      const assign = command(
        anna,
        'assign',
        ticketId,
        { from: null, to: scene.host.people.anna.id },
        messageId,
      );
      const [refused] = await push(anna, [assign]);
      expect(outcomes(refused === undefined ? [] : [refused])).toEqual(['refused assigned-to-other']);
      // Who has it now comes along.
      expect(refused?.changes).toContainEqual(
        expect.objectContaining({ type: 'ticket', row: expect.objectContaining({ assigneeId: boris.id }) }),
      );
      await push(maria, [command(maria, 'assign', ticketId, { from: boris.id, to: null }, messageId)]);
      expect(outcomes(await push(anna, [assign]))).toEqual(['refused assigned-to-other']);
      expect(vera.id).not.toBe(boris.id);
    });

    it('I6: an answer that has not seen a newer message is held, with that message, and so is resolving', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const { ticketId, messageId } = await scene.host.backstage.openTicket();
      const newer = await scene.host.backstage.writeAsCustomer(ticketId, 'It has solved itself.');
      const reply = command(anna, 'reply', ticketId, words('Do this and that'), messageId);
      const [held] = await push(anna, [reply]);
      expect(held?.outcome).toEqual({ kind: 'held', reason: 'newer-message' });
      expect(readChanges(held ?? { changes: [] }).map((change) => change.id)).toEqual([ticketId, newer]);

      const resolve = command(anna, 'status', ticketId, { to: 'resolved' }, messageId);
      expect(outcomes(await push(anna, [resolve]))).toEqual(['held newer-message']);
      const informed = command(anna, 'reply', ticketId, words('Good!'), newer);
      expect(outcomes(await push(anna, [informed]))).toEqual(['applied']);
      // The held one stays held: only a person can decide, under a new id.
      expect(outcomes(await push(anna, [reply]))).toEqual(['held newer-message']);
    });

    it('I3: a command that is not applied fences those behind it on its ticket, and no others', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const one = await scene.host.backstage.openTicket();
      const other = await scene.host.backstage.openTicket();
      await scene.host.backstage.writeAsCustomer(one.ticketId, 'Wait!');
      const reply = command(anna, 'reply', one.ticketId, words('Hm'), one.messageId);
      const note = command(anna, 'note', one.ticketId, words('told him'), one.messageId);
      const elsewhere = command(anna, 'note', other.ticketId, words('fine'), other.messageId);
      expect(outcomes(await push(anna, [reply, note, elsewhere]))).toEqual([
        'held newer-message',
        'deferred fenced',
        'applied',
      ]);
      // Alone it is still fenced by what it names, and a deferral is not stored: without the fence it is applied.
      expect(outcomes(await push(anna, [note], reply.id))).toEqual(['deferred fenced']);
      expect(outcomes(await push(anna, [note]))).toEqual(['applied']);
    });

    it('I3: a command that arrives before the one it comes after waits for it', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const { ticketId, messageId } = await scene.host.backstage.openTicket();
      const first = command(anna, 'status', ticketId, { to: 'resolved' }, messageId);
      const second = command(anna, 'status', ticketId, { to: 'open' }, messageId);
      expect(outcomes(await push(anna, [second], first.id))).toEqual(['deferred fenced']);
      expect(outcomes(await push(anna, [first]))).toEqual(['applied']);
      expect(outcomes(await push(anna, [second], first.id))).toEqual(['applied']);
    });

    it('refuse what is not there, not in sight, not fit, not known', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const { ticketId, messageId } = await scene.host.backstage.openTicket();
      const hidden = await scene.host.backstage.openTicket({ queue: 'second' });
      const { people } = scene.host;
      const unknown = { ...command(anna, 'note', ticketId, words('x'), messageId), kind: 'teleport' };
      const tooLong = command(anna, 'note', ticketId, words('x'.repeat(100_001)), messageId);
      const notMine = { ...command(anna, 'note', ticketId, words('x'), messageId), client: v7() };
      const cases: readonly (readonly [string, { readonly id: string; readonly [more: string]: unknown }])[] =
        [
          ['refused no-such-ticket', command(anna, 'note', v7() as TicketId, words('x'))],
          ['refused no-such-ticket', command(anna, 'note', hidden.ticketId, words('x'))],
          ['refused invalid', command(anna, 'reply', ticketId, words('  \n '), messageId)],
          [
            'refused no-such-person',
            command(anna, 'assign', ticketId, { from: null, to: v7() as PersonId }, messageId),
          ],
          [
            'refused no-such-person',
            command(anna, 'assign', ticketId, { from: null, to: people.gone.id }, messageId),
          ],
          [
            'refused no-such-person',
            command(anna, 'assign', ticketId, { from: null, to: people.vera.id }, messageId),
          ],
          [
            'refused no-such-person',
            command(anna, 'assign', ticketId, { from: null, to: people.timur.id }, messageId),
          ],
          ['refused unsupported', unknown],
          ['refused invalid', tooLong],
          ['refused invalid', notMine],
          ['refused invalid', { id: v7(), nonsense: true }],
        ];
      for (const [expected, item] of cases) {
        const push = () => pushRaw(anna, [{ id: item.id, after: null, command: item }]);
        expect(outcomes(await push()), JSON.stringify(item).slice(0, 200)).toEqual([expected]);
        // Stored like every verdict.
        expect(outcomes(await push())).toEqual([expected]);
      }
      const [refused] = await push(anna, [command(anna, 'note', hidden.ticketId, words('x'))]);
      expect(refused?.changes).toEqual([]);
    });

    it("do not tell a person the outcome of another's command", async () => {
      const anna = await speakAs(scene.host, 'anna');
      const vera = await speakAs(scene.host, 'vera');
      const { ticketId, messageId } = await scene.host.backstage.openTicket();
      const note = command(anna, 'note', ticketId, words('between us'), messageId);
      await push(anna, [note]);
      const [answer] = await pushRaw(vera, [
        { id: note.id, after: null, command: { ...note, client: vera.clientId } },
      ]);
      expect(answer?.outcome).toEqual({ kind: 'refused', reason: 'not-allowed' });
      expect(answer?.changes).toEqual([]);
    });

    it('cannot take the place of an entry that is there already', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const { ticketId, messageId } = await scene.host.backstage.openTicket();
      const note = {
        ...command(anna, 'note', ticketId, words('forged'), messageId),
        id: messageId as string as CommandId,
      };
      expect(outcomes(await push(anna, [note]))).toEqual(['refused invalid']);
    });

    it('that change nothing are applied without a trace', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const { ticketId, messageId } = await scene.host.backstage.openTicket();
      const mirror = createMirror(anna.client);
      await mirror.pullAll();
      expect(
        outcomes(await push(anna, [command(anna, 'status', ticketId, { to: 'open' }, messageId)])),
      ).toEqual(['applied']);
      expect((await mirror.pullOnce()).changes).toEqual([]);
    });

    it('two people assign the same ticket to themselves: one has it, the other is told who', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const boris = await speakAs(scene.host, 'boris');
      const { ticketId, messageId } = await scene.host.backstage.openTicket();
      const answers = await Promise.all([
        push(anna, [
          command(anna, 'assign', ticketId, { from: null, to: scene.host.people.anna.id }, messageId),
        ]),
        push(boris, [
          command(boris, 'assign', ticketId, { from: null, to: scene.host.people.boris.id }, messageId),
        ]),
      ]);
      expect(answers.map(outcomes).flat().sort()).toEqual(['applied', 'refused assigned-to-other']);
    });

    describeWithdrawals(scene);
  });
}
