import type { PersonId, QueueId } from '#shared/base/brand.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import { personSchema, type Person } from '#shared/domain/people/person.ts';
import { queueSchema, type Queue } from '#shared/domain/queues/queue.ts';
import type { Role } from '#shared/domain/roles/role.ts';
import { publish } from '../storage/feed.ts';
import { newId } from '../storage/new-id.ts';
import { hashPassword, PASSWORD_COST, type PasswordCost } from '../storage/password.ts';
import {
  findAccount,
  findAccounts,
  lockAccount,
  saveAccount,
  type Account,
} from '../storage/rows/person-rows.ts';
import { findQueues, saveQueues } from '../storage/rows/queue-rows.ts';
import type { Storage } from '../storage/storage.ts';
import { revokeDevices, revokeDevicesWithin } from './sessions.ts';

/** The shortest password that is accepted, in characters (NIST SP 800-63B asks for 8 at least). */
export const MIN_PASSWORD_CHARS = 10;

export type PeopleError =
  'login-taken' | 'no-such-login' | 'no-such-queue' | 'password-too-short' | 'invalid-login' | 'too-long';

const LOGIN = /^[\p{L}\p{N}._@-]{1,100}$/u;

/** Makes an account. @param queues names of the queues the person works in */
export async function addPerson(
  storage: Storage,
  given: {
    readonly login: string;
    readonly name: string;
    readonly role: Role;
    readonly queues: readonly string[];
    readonly password: string;
  },
  cost: PasswordCost = PASSWORD_COST,
): Promise<Result<Person, PeopleError>> {
  if (!LOGIN.test(given.login)) return err('invalid-login');
  if (given.password.length < MIN_PASSWORD_CHARS) return err('password-too-short');
  const queueIds = await findQueueIds(storage, given.queues);
  if (queueIds === null) return err('no-such-queue');
  if ((await findAccount(storage.db, given.login)) !== null) return err('login-taken');
  const person = personSchema.parse({
    id: newId<PersonId>(),
    name: given.name,
    role: given.role,
    queueIds,
    active: true,
    tier: 1,
  });
  const passwordHash = await hashPassword(given.password, cost);
  await storage.db.transaction().execute(async (tx) => {
    const row = await saveAccount(tx, { person, login: given.login, passwordHash }, storage.clock.now());
    await publish(tx, [row]);
  });
  return ok(person);
}

/** Gives a new password and ends all sessions of the person. */
export async function setPassword(
  storage: Storage,
  login: string,
  password: string,
  cost: PasswordCost = PASSWORD_COST,
): Promise<Result<null, PeopleError>> {
  if (password.length < MIN_PASSWORD_CHARS) return err('password-too-short');
  if ((await findAccount(storage.db, login)) === null) return err('no-such-login');
  const passwordHash = await hashPassword(password, cost);
  return change(storage, login, (account) => ({ ...account, passwordHash }), 'sign out');
}

/** Lets a person in no more; the name stays on what was written. */
export async function deactivatePerson(storage: Storage, login: string): Promise<Result<null, PeopleError>> {
  const leave = (account: Account): Account => ({ ...account, person: { ...account.person, active: false } });
  return change(storage, login, leave, 'sign out');
}

/** Changes which queues a person works in, by their names. */
export async function setQueues(
  storage: Storage,
  login: string,
  queues: readonly string[],
): Promise<Result<null, PeopleError>> {
  if ((await findAccount(storage.db, login)) === null) return err('no-such-login');
  const queueIds = await findQueueIds(storage, queues);
  if (queueIds === null) return err('no-such-queue');
  return change(storage, login, (account) => ({ ...account, person: { ...account.person, queueIds } }));
}

/** Changes what customers read under a person's answers; null: the full name. */
export async function setPublicName(
  storage: Storage,
  login: string,
  name: string | null,
): Promise<Result<null, PeopleError>> {
  if (!personSchema.shape.publicName.safeParse(name).success) return err('too-long');
  return change(storage, login, (account) => ({
    ...account,
    person: { ...account.person, publicName: name },
  }));
}

/** Changes what stands under every answer of a queue; null: nothing. */
export async function setSignature(
  storage: Storage,
  queueName: string,
  signature: string | null,
): Promise<Result<null, PeopleError>> {
  const queue = (await findQueues(storage.db)).find((each) => each.name === queueName);
  if (queue === undefined) return err('no-such-queue');
  const changed = queueSchema.safeParse({ ...queue, signature });
  if (!changed.success) return err('too-long');
  await storage.db.transaction().execute(async (tx) => {
    await publish(tx, await saveQueues(tx, [changed.data]));
  });
  return ok(null);
}

/** Ends all sessions of a person. @returns how many */
export async function revokeAllDevices(
  storage: Storage,
  login: string,
): Promise<Result<number, PeopleError>> {
  const account = await findAccount(storage.db, login);
  if (account === null) return err('no-such-login');
  return ok(await revokeDevices(storage, account.person.id));
}

/** All accounts, without their password hashes. */
export async function listPeople(
  storage: Storage,
): Promise<readonly { readonly login: string; readonly person: Person }[]> {
  return (await findAccounts(storage.db)).map(({ login, person }) => ({ login, person }));
}

/** Adds a queue at the end. */
export async function addQueue(storage: Storage, name: string): Promise<Result<Queue, 'name-taken'>> {
  const queues = await findQueues(storage.db);
  if (queues.some((queue) => queue.name === name)) return err('name-taken');
  const position = Math.max(0, ...queues.map((queue) => queue.position)) + 1;
  const queue: Queue = { id: newId<QueueId>(), name, position };
  await storage.db.transaction().execute(async (tx) => {
    await publish(tx, await saveQueues(tx, [queue]));
  });
  return ok(queue);
}

export async function listQueues(storage: Storage): Promise<readonly Queue[]> {
  return findQueues(storage.db);
}

/** Changes an account as it is now, and ends its sessions in the same step: no sign-in comes between the two. */
async function change(
  { db, clock }: Storage,
  login: string,
  how: (account: Account) => Account,
  sessions: 'sign out' | 'stay' = 'stay',
): Promise<Result<null, PeopleError>> {
  return db.transaction().execute(async (tx) => {
    const account = await lockAccount(tx, login);
    if (account === null) return err('no-such-login');
    await publish(tx, [await saveAccount(tx, how(account), clock.now())]);
    if (sessions === 'sign out') await revokeDevicesWithin(tx, clock.now(), account.person.id);
    return ok(null);
  });
}

async function findQueueIds(storage: Storage, names: readonly string[]): Promise<QueueId[] | null> {
  const byName = new Map((await findQueues(storage.db)).map((queue) => [queue.name, queue.id]));
  const ids = names.map((name) => byName.get(name));
  return ids.every((id) => id !== undefined) ? ids : null;
}
