import { describe, expect, it } from 'vitest';
import { v7 } from 'uuid';
import type { Scene } from './scene.ts';
import { command, createMirror, outcomes, push, pushRaw, speakAs, withdrawal } from './speak.ts';

/** What becomes of a command that its operator takes back. */
export function describeWithdrawals(scene: Scene): void {
  const words = (text: string) => ({ text, attachments: [] });

  describe('that are taken back', () => {
    it('I2: before they were decided never take effect, however late and often they arrive', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const { ticketId, messageId } = await scene.host.backstage.openTicket();
      const reply = command(anna, 'reply', ticketId, words('Never'), messageId);
      expect(outcomes(await pushRaw(anna, [withdrawal(reply.id)]))).toEqual(['refused withdrawn']);
      expect(outcomes(await pushRaw(anna, [withdrawal(reply.id)]))).toEqual(['refused withdrawn']);
      expect(outcomes(await push(anna, [reply]))).toEqual(['refused withdrawn']);
      const mirror = createMirror(anna.client);
      await mirror.pullAll();
      expect(mirror.row('message', reply.id)).toBeNull();
      expect(mirror.rows.get(`ticket ${ticketId}`)?.version).toBe(1);
    });

    it('I2: after they have taken effect stay applied, with a single effect', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const { ticketId, messageId } = await scene.host.backstage.openTicket();
      const reply = command(anna, 'reply', ticketId, words('Out already'), messageId);
      await push(anna, [reply]);
      expect(outcomes(await pushRaw(anna, [withdrawal(reply.id)]))).toEqual(['applied']);
      expect(outcomes(await push(anna, [reply]))).toEqual(['applied']);
      const mirror = createMirror(anna.client);
      await mirror.pullAll();
      expect(mirror.rows.get(`ticket ${ticketId}`)?.version).toBe(2);
    });

    it('I7: after they were held or refused stay so', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const { ticketId, messageId } = await scene.host.backstage.openTicket();
      await scene.host.backstage.writeAsCustomer(ticketId, 'Wait!');
      const reply = command(anna, 'reply', ticketId, words('Unseen'), messageId);
      const empty = command(anna, 'note', ticketId, words(' '), messageId);
      expect(outcomes(await pushRaw(anna, [{ id: reply.id, after: null, command: reply }]))).toEqual([
        'held newer-message',
      ]);
      expect(outcomes(await push(anna, [empty]))).toEqual(['refused invalid']);
      expect(outcomes(await pushRaw(anna, [withdrawal(reply.id), withdrawal(empty.id)]))).toEqual([
        'held newer-message',
        'refused invalid',
      ]);
    });

    it('I3: wait for nothing before them, and what comes after them does not go past', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const { ticketId, messageId } = await scene.host.backstage.openTicket();
      const other = await scene.host.backstage.openTicket();
      const stuck = command(anna, 'note', ticketId, words('stuck'), messageId);
      const behind = command(anna, 'note', ticketId, words('behind'), messageId);
      const elsewhere = command(anna, 'note', other.ticketId, words('elsewhere'), other.messageId);
      expect(
        outcomes(
          await pushRaw(anna, [
            withdrawal(stuck.id, v7()),
            { id: behind.id, after: stuck.id, command: behind },
            { id: elsewhere.id, after: null, command: elsewhere },
          ]),
        ),
      ).toEqual(['refused withdrawn', 'deferred fenced', 'applied']);
      // Its operator has done with it: what was behind comes after nothing now.
      expect(outcomes(await push(anna, [behind]))).toEqual(['applied']);
    });

    it('with files that never came are taken back like any other', async () => {
      const anna = await speakAs(scene.host, 'anna');
      const { ticketId, messageId } = await scene.host.backstage.openTicket();
      const file = { sha256: 'ab'.repeat(32) as never, name: 'lost.png', type: 'image/png', size: 7 };
      const note = command(anna, 'note', ticketId, { text: 'see', attachments: [file] }, messageId);
      expect(outcomes(await push(anna, [note]))).toEqual(['deferred attachment-missing']);
      expect(outcomes(await pushRaw(anna, [withdrawal(note.id)]))).toEqual(['refused withdrawn']);
      expect(outcomes(await push(anna, [note]))).toEqual(['refused withdrawn']);
    });

    it("by somebody else do not tell the other's outcome, and change nothing of it", async () => {
      const anna = await speakAs(scene.host, 'anna');
      const boris = await speakAs(scene.host, 'boris');
      const { ticketId, messageId } = await scene.host.backstage.openTicket();
      const note = command(anna, 'note', ticketId, words('mine'), messageId);
      await push(anna, [note]);
      expect(outcomes(await pushRaw(boris, [withdrawal(note.id)]))).toEqual(['refused not-allowed']);
      expect(outcomes(await push(anna, [note]))).toEqual(['applied']);
    });
  });
}
