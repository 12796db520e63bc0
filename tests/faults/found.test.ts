import { afterAll, beforeAll, describe, it } from 'vitest';
import { openRewindable, type RewindableHelpdesk } from '#tests/support/faults/in-process-helpdesk.ts';
import { setStage } from '#tests/support/faults/matrix-stage.ts';
import { atRest, converged, until } from '#tests/support/faults/rest.ts';

/** What the harness has found, told again by itself. */
describe('found by the fault harness', () => {
  let helpdesk: RewindableHelpdesk;
  beforeAll(async () => {
    helpdesk = await openRewindable();
  });
  afterAll(() => helpdesk?.close());

  it('a helpdesk set back to between a cursor and an answer is noticed after a restart too (I4; matrix, "delta page: helpdesk rewound")', async () => {
    const stage = await setStage(helpdesk);
    const { seat, questions, account } = stage;
    try {
      await seat.open();
      await atRest(seat);
      await converged(seat);
      await helpdesk.backUp();
      seat.proxy.pointTo(helpdesk.url);
      // The answer to the push comes, with its rows; no page of the feed does.
      seat.proxy.storm((seen) => (seen.step === 'delta page' ? { kind: 'request lost', part: 0 } : null));
      await stage.write(questions[0], 'note', 'In no backup');
      await until(() => seat.desk.read.outbox.get().length === 0, 'the answer has come');
      await seat.kill();
      await helpdesk.rewind();
      for (const words of account.words.values()) words.mayBeGone = true;
      for (const queued of account.queued.values()) queued.fate = 'lost by the helpdesk';
      seat.proxy.storm(null);
      seat.proxy.pointTo(helpdesk.url);
      await seat.open();
      await stage.settle();
    } finally {
      await stage.leave();
    }
  });
});
