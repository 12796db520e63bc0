import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FAULTS, faultOf, perform, QUICKER_FOR_TIME_OUT, STEPS, toldOf } from './matrix.ts';
import { setStage } from './matrix-stage.ts';
import type { RewindableHelpdesk } from './in-process-helpdesk.ts';
import { openTally } from './tally.ts';

/**
 * The named fault matrix: each fault at each step of the protocol, and afterwards the account. Every case drives the
 * client's real ring over a real connection to a real helpdesk.
 * @param database for the titles
 * @param obstacle why it cannot run here: then its cases are skipped
 */
export function describeMatrix(
  database: string,
  open: () => Promise<RewindableHelpdesk>,
  obstacle: string | null = null,
): void {
  const why = obstacle === null ? '' : ` (${obstacle})`;
  describe.skipIf(obstacle !== null)(`fault matrix on ${database}${why}`, () => {
    const tally = openTally(`matrix-${database}`);
    let helpdesk: RewindableHelpdesk;
    beforeAll(async () => {
      helpdesk = await open();
    });
    afterAll(async () => {
      tally.write();
      await helpdesk?.close();
    });

    for (const step of STEPS)
      for (const fault of FAULTS)
        it(`${step}: ${fault}: nothing lost, nothing twice (I1, I2, I3, I4)`, async () => {
          const isLate = fault === 'later than the time-out';
          const stage = await setStage(helpdesk, isLate ? QUICKER_FOR_TIME_OUT : undefined);
          const isRewound = fault === 'helpdesk rewound';
          try {
            const meet = (where: Parameters<typeof stage.seat.proxy.plan>[0], pass?: number) =>
              stage.seat.proxy.plan(where, faultOf(fault, stage), pass);
            await perform(step, stage, meet, isRewound);
            await stage.settle();
            for (const { fault: kind } of stage.seat.proxy.injections) tally.count(kind);
            const told = toldOf(fault, step);
            const heard = [...stage.seat.told];
            if (told !== null) expect(heard).toContain(told);
            // On a machine under load anything may take longer than an exchange: that is told as a lost connection too.
            const isOther = (each: string) => each !== told && each !== 'offline: unreachable';
            const wrongly = heard.filter((each) => /^(offline|signed-out)/.test(each) && isOther(each));
            const isCut = isRewound || step === 'acknowledgement';
            if (!isCut) expect(wrongly).toEqual([]);
          } finally {
            await stage.leave();
          }
        });
  });
}
