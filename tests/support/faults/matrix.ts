import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, Step } from './fault.ts';
import type { Stage } from './matrix-stage.ts';
import { atRest, converged, until } from './rest.ts';

/** The faults of the matrix, by their names in reports. */
export const FAULTS = [
  'request lost',
  'answer lost',
  'duplicate',
  'reordered',
  'later than the time-out',
  '401',
  '403',
  '409',
  '413',
  '429 with Retry-After',
  '500',
  'truncated JSON',
  'captive portal',
  'connection cut in the body',
  'helpdesk rewound',
] as const;
export type MatrixFault = (typeof FAULTS)[number];

/** The steps of the matrix. */
export const STEPS = [
  'first page',
  'delta page',
  'push',
  'attachment part',
  /** The repeated push that fetches a stored verdict, after the answer to the first was lost. */
  'acknowledgement',
  /** `GET /api/session` when a connection is made again: the product has no refresh tokens, a session is checked. */
  'session check',
] as const;
export type MatrixStep = (typeof STEPS)[number];

/** So much quicker passes the time of a machine whose exchange is to time out: its sixty seconds are one. */
export const QUICKER_FOR_TIME_OUT = 60;

/** The fault as the proxy knows it. */
export function faultOf(fault: MatrixFault, stage: Stage): Fault {
  switch (fault) {
    case 'request lost':
      return { kind: 'request lost', part: 0.5 };
    case 'answer lost':
      return { kind: 'answer lost' };
    case 'duplicate':
      return { kind: 'duplicated', answer: 'second' };
    case 'reordered':
      return { kind: 'reordered', mostMs: 300 };
    case 'later than the time-out':
      return { kind: 'too late' };
    case '401':
    case '403':
    case '409':
    case '413':
    case '500':
      return { kind: 'refused', status: Number(fault) as 401 };
    case '429 with Retry-After':
      return { kind: 'refused', status: 429 };
    case 'truncated JSON':
      return { kind: 'truncated', part: 0.5 };
    case 'captive portal':
      return { kind: 'portal' };
    case 'connection cut in the body':
      return { kind: 'cut in the answer', part: 0.9 };
    case 'helpdesk rewound':
      return {
        kind: 'meanwhile',
        what: 'rewound',
        run: async () => {
          await stage.helpdesk.rewind();
          stage.seat.proxy.pointTo(stage.helpdesk.url);
        },
      };
  }
}

/**
 * What the operator may be told at the moment of a fault; the first that is listed must be told, unless nothing is. What
 * is a fault of the way is told as a state of the connection; what may be a fault of what was sent, with what was sent.
 */
export function toldOf(fault: MatrixFault, step: MatrixStep): string | null {
  const isSent = step === 'push' || step === 'acknowledgement' || step === 'attachment part';
  switch (fault) {
    case 'request lost':
    case 'answer lost':
    case 'later than the time-out':
    case 'truncated JSON':
    case 'connection cut in the body':
      return 'offline: unreachable';
    case 'captive portal':
      return 'offline: not-a-helpdesk';
    case '429 with Retry-After':
      return 'offline: throttled';
    case '401':
      return 'signed-out';
    case '403':
    case '413':
      return isSent ? 'waiting: trying-again' : 'offline: rejected';
    case '409':
      // Of a part of a file it says that more or less has arrived than was thought: it goes on from there.
      return step === 'attachment part' ? null : isSent ? 'waiting: trying-again' : 'offline: rejected';
    case '500':
      return isSent ? 'waiting: trying-again' : 'offline: server';
    case 'duplicate':
    case 'reordered':
    case 'helpdesk rewound':
      return null;
  }
}

/** What is done in each step, with the fault in the middle of it. @param meet plans the fault and waits for nothing */
export async function perform(
  step: MatrixStep,
  stage: Stage,
  meet: (step: Step, pass?: number) => Promise<unknown>,
  isRewound: boolean,
): Promise<void> {
  const { seat, questions, customers } = stage;
  const [first, second] = questions;
  if (step === 'first page') {
    if (isRewound) await stage.helpdesk.backUp();
    const met = meet('first page');
    await seat.open();
    await met;
    return recover(stage);
  }

  await seat.open();
  await atRest(seat);
  if (isRewound) {
    await converged(seat);
    await backUp(stage);
    // Acknowledged after the backup: this the helpdesk will lose.
    await stage.write(second, 'note', 'Known only for a short time');
    await atRest(seat);
    for (const words of stage.account.words.values()) words.mayBeGone = true;
    for (const queued of stage.account.queued.values()) queued.fate = 'lost by the helpdesk';
  }
  seat.told.clear();
  switch (step) {
    case 'delta page': {
      const met = meet('delta page');
      let isMet = false;
      void met.then(() => (isMet = true));
      await customers.write(first.conversation, 'It is worse now.');
      // What is new may have come along with the event; then somebody has to ask for a page.
      await until(async () => {
        if (isMet) return true;
        await sleep(200);
        if (!isMet) seat.desk.write.tryNow();
        return isMet;
      }, 'a page is asked for');
      await stage.write(second, 'note', 'While the page did not come');
      await recover(stage);
      if (!isRewound) return;
      // What the customer wrote after the backup is lost with it, unless his form was sent again.
      const { page } = await customers.look(first.conversation);
      const { written } = first.conversation;
      written.splice(0, written.length, ...written.filter((text) => page.includes(text)));
      return;
    }
    case 'push': {
      const met = meet('push');
      await stage.write(first, 'reply', 'Please restart it');
      await met;
      await stage.act(first, { kind: 'status', payload: { to: 'resolved' } });
      await stage.write(second, 'note', 'Another ticket goes on');
      return recover(stage);
    }
    case 'attachment part': {
      const met = meet('attachment part', 1);
      const bytes = new Uint8Array(2_300_000).map((_, at) => (at * stage.scene + 31) % 251);
      const answered = stage.answerWithFile(first, bytes);
      await Promise.race([met, answered]);
      await met;
      if (!isRewound) await stage.write(second, 'note', 'Another ticket goes on');
      await recover(stage);
      return answered;
    }
    case 'acknowledgement': {
      const lost = seat.proxy.plan('push', { kind: 'answer lost' });
      const met = lost.then(() => {
        seat.told.clear();
        return meet('push');
      });
      await stage.write(first, 'reply', 'Please restart it');
      await met;
      await stage.write(second, 'note', 'Another ticket goes on');
      return recover(stage);
    }
    case 'session check': {
      seat.proxy.cut();
      await stage.write(first, 'reply', 'Written without a network');
      await until(() => seat.desk.read.connection.get().kind === 'offline', 'the cut is noticed');
      const met = meet('session check');
      seat.told.clear();
      seat.proxy.mend();
      await met;
      return recover(stage);
    }
  }
}

async function backUp(stage: Stage): Promise<void> {
  await stage.helpdesk.backUp();
  stage.seat.proxy.pointTo(stage.helpdesk.url);
  stage.seat.proxy.breakAll();
  await sleep(20);
  await atRest(stage.seat);
}

/** What a person does about a fault: he signs in where he is asked to, and reads what is held. Nothing else. */
async function recover(stage: Stage): Promise<void> {
  const { seat } = stage;
  await until(async () => {
    if (seat.desk.read.connection.get().kind === 'signed-out') await seat.signIn();
    return seat.desk.read.connection.get().kind === 'online';
  }, 'the connection is back');
  await atRest(seat);
  await stage.giveHeldAgain();
}
