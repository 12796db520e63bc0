import { randomBytes } from 'node:crypto';
import type { Result } from '#shared/base/result.ts';
import {
  addPerson,
  addQueue,
  deactivatePerson,
  listPeople,
  listQueues,
  MIN_PASSWORD_CHARS,
  revokeAllDevices,
  setPassword,
  setPublicName,
  setQueues,
  setSignature,
  type PeopleError,
} from '../desk/people.ts';
import { HelpdeskNotEmptyError, seedSample } from '../seed/seed-sample.ts';
import type { Storage } from '../storage/storage.ts';
import type { Order } from './read-arguments.ts';
import { UsageError } from './usage.ts';

const SENTENCES: Readonly<Record<PeopleError, string>> = {
  'login-taken': 'There is somebody with this login already: choose another.',
  'no-such-login': 'There is nobody with this login: "user list" shows everybody.',
  'no-such-queue': 'There is no such queue: "queue list" shows them, "queue add NAME" makes one.',
  'password-too-short': `The password is too short: at least ${MIN_PASSWORD_CHARS} characters.`,
  'too-long': 'That is too long.',
  'invalid-login': 'A login consists of letters, digits and . _ @ - and has no spaces.',
};

/**
 * Does one administrative command.
 * @param readPassword what was written to the standard input, or null when nothing can come
 * @returns the lines to print
 * @throws UsageError with a sentence that says what is wrong
 */
export async function administer(
  storage: Storage,
  order: Exclude<Order, { kind: 'help' | 'serve' | 'backup' | 'restore' }>,
  readPassword: () => Promise<string | null>,
): Promise<readonly string[]> {
  switch (order.kind) {
    case 'seed':
      return seed(storage, order);
    case 'user list':
      return (await listPeople(storage)).map(({ login, person }) =>
        [login, person.role, person.name, person.active ? '' : '(deactivated)'].join('  ').trimEnd(),
      );
    case 'user add': {
      const { password, isMade } = await givenOrMade(readPassword);
      const person = unwrap(await addPerson(storage, { ...order, password }));
      return [`${person.name} can sign in as ${order.login}.`, ...(isMade ? [`Password: ${password}`] : [])];
    }
    case 'user password': {
      const { password, isMade } = await givenOrMade(readPassword);
      unwrap(await setPassword(storage, order.login, password));
      return [
        'The password is changed and all sessions are over.',
        ...(isMade ? [`Password: ${password}`] : []),
      ];
    }
    case 'user queues':
      unwrap(await setQueues(storage, order.login, order.queues));
      return [`${order.login} works in: ${order.queues.join(', ') || 'no queue'}.`];
    case 'user public-name':
      unwrap(await setPublicName(storage, order.login, order.name));
      return [order.name === null ? 'Customers read the full name.' : `Customers read: ${order.name}.`];
    case 'user deactivate':
      unwrap(await deactivatePerson(storage, order.login));
      return [`${order.login} cannot sign in any more.`];
    case 'queue list':
      return (await listQueues(storage)).map((queue) => queue.name);
    case 'queue add': {
      const added = await addQueue(storage, order.name);
      if (!added.ok) throw new UsageError('There is a queue of this name already.');
      return [`The queue "${added.value.name}" is made.`];
    }
    case 'queue signature':
      unwrap(await setSignature(storage, order.name, order.text));
      return [
        order.text === null ? 'The queue has no signature.' : 'The signature stands under every new answer.',
      ];
    case 'devices revoke': {
      const count = unwrap(await revokeAllDevices(storage, order.login));
      return [`${count} ${count === 1 ? 'session is' : 'sessions are'} over.`];
    }
  }
}

async function seed(storage: Storage, order: Extract<Order, { kind: 'seed' }>): Promise<readonly string[]> {
  try {
    await seedSample(storage, {
      now: storage.clock.now(),
      ...(order.tickets === null ? {} : { tickets: order.tickets }),
      ...(order.messages === null ? {} : { messagesPerTicket: order.messages }),
    });
  } catch (error) {
    if (error instanceof HelpdeskNotEmptyError) throw new UsageError(error.message);
    throw error;
  }
  return ['The sample data are in place. "serve --demo" shows whom one can sign in as.'];
}

async function givenOrMade(
  readPassword: () => Promise<string | null>,
): Promise<{ readonly password: string; readonly isMade: boolean }> {
  const given = await readPassword();
  return given === null
    ? { password: randomBytes(12).toString('base64url'), isMade: true }
    : { password: given, isMade: false };
}

function unwrap<T>(result: Result<T, PeopleError>): T {
  if (!result.ok) throw new UsageError(SENTENCES[result.error]);
  return result.value;
}
