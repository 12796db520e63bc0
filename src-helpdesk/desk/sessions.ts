import { createHash, randomBytes } from 'node:crypto';
import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { DeviceId, EpochMs, PersonId, QueueId } from '#shared/base/brand.ts';
import { err, ok, type Result } from '#shared/base/result.ts';
import type { Device } from '#shared/contract/http/routes.ts';
import type { Person } from '#shared/domain/people/person.ts';
import type { Role } from '#shared/domain/roles/role.ts';
import { newId } from '../storage/new-id.ts';
import { hashPassword, isPassword, type PasswordCost } from '../storage/password.ts';
import { findAccount } from '../storage/rows/person-rows.ts';
import type { Storage } from '../storage/storage.ts';
import type { Tables } from '../storage/tables.ts';
import type { VersionedPerson } from './sight.ts';

/** A session ends when a device has not been seen for so long, in milliseconds (30 days). */
export const SESSION_MS = 30 * 24 * 3_600_000;
/** `last_seen_at` is not written more often than this, in milliseconds. */
const TOUCH_MS = 60_000;

/** The channel on which a revoked device is announced to every instance. */
export const DEVICE_CHANNEL = 'vakhta_device';

/** A signed-in person on a device. */
export interface DeskSession {
  readonly person: Person;
  readonly deviceId: DeviceId;
}

/** A session that was asked for, with the person as he is now. */
export interface FoundSession extends DeskSession, VersionedPerson {}

/** Signing in and out. The token is 256 random bits, kept only as its SHA-256 (there is nothing to guess or salt). */
export interface Sessions {
  /** An unknown login takes as long as a wrong password. */
  signIn(given: {
    readonly login: string;
    readonly password: string;
    readonly device: string;
  }): Promise<Result<{ readonly session: DeskSession; readonly token: string }, 'wrong-credentials'>>;
  /** The session of a token, or null when it is unknown, expired or revoked, or the person has left. */
  find(token: string): Promise<FoundSession | null>;
  /** Those of the devices whose session still holds, each with its person as he is now. */
  findAlive(deviceIds: readonly DeviceId[]): Promise<ReadonlyMap<DeviceId, VersionedPerson>>;
  listDevices(session: DeskSession): Promise<readonly Device[]>;
  /** @returns whether there was such a device of this person */
  revoke(personId: PersonId, deviceId: DeviceId): Promise<boolean>;
}

export function createSessions(storage: Storage, cost: PasswordCost): Sessions {
  const { db, clock } = storage;
  const slots = createSlots(2);
  let decoy: Promise<string> | null = null;

  return {
    async signIn({ login, password, device }) {
      const account = await findAccount(db, login);
      // Checked against something in any case, so that the time does not tell which logins exist.
      const hash =
        account?.passwordHash ?? (await (decoy ??= hashPassword(randomBytes(16).toString('hex'), cost)));
      const fits = await slots(() => isPassword(password, hash));
      if (account === null || !fits || !account.person.active) return err('wrong-credentials');

      const token = randomBytes(32).toString('base64url');
      const now = clock.now();
      const deviceId = newId<DeviceId>();
      const { person } = account;
      const isIn = await db.transaction().execute(async (tx) => {
        // The check has taken its time: the password may be another by now, and the devices revoked. Whoever gives
        // a new one waits for this row, and revokes then what is added here.
        const still = await tx
          .selectFrom('person')
          .select('id')
          .where('id', '=', person.id)
          .where('password_hash', '=', hash)
          .where('active', '=', true)
          .forShare()
          .executeTakeFirst();
        if (still === undefined) return false;
        await tx
          .insertInto('device')
          .values({
            id: deviceId,
            person_id: person.id,
            name: device,
            token_hash: hashToken(token),
            created_at: now,
            last_seen_at: now,
            expires_at: (now + SESSION_MS) as EpochMs,
            revoked_at: null,
          })
          .execute();
        return true;
      });
      return isIn ? ok({ session: { person, deviceId }, token }) : err('wrong-credentials');
    },

    async find(token) {
      const now = clock.now();
      const { rows } = await sql<PersonRow & { last_seen_at: number }>`
        select device.last_seen_at, ${personColumns} from device join person on person.id = device.person_id
        where device.token_hash = ${hashToken(token)} and ${isHolding(now)}`.execute(db);
      const row = rows[0];
      if (row === undefined) return null;
      if (now - row.last_seen_at > TOUCH_MS) {
        await db
          .updateTable('device')
          .set({ last_seen_at: now, expires_at: (now + SESSION_MS) as EpochMs })
          .where('id', '=', row.device_id)
          .execute();
      }
      return { ...personOf(row), deviceId: row.device_id };
    },

    async findAlive(deviceIds) {
      const { rows } = await sql<PersonRow>`
        select ${personColumns} from device join person on person.id = device.person_id
        where device.id = any(${deviceIds}::uuid[]) and ${isHolding(clock.now())}`.execute(db);
      return new Map(rows.map((row) => [row.device_id, personOf(row)]));
    },

    async listDevices({ person, deviceId }) {
      const rows = await db
        .selectFrom('device')
        .select(['id', 'name', 'created_at', 'last_seen_at'])
        .where('person_id', '=', person.id)
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', clock.now())
        .orderBy('last_seen_at', 'desc')
        .execute();
      return rows.map((row) => ({
        id: row.id,
        name: row.name,
        createdAt: row.created_at,
        lastSeenAt: row.last_seen_at,
        current: row.id === deviceId,
      }));
    },

    revoke: (personId, deviceId) => revokeDevices(storage, personId, deviceId).then((count) => count > 0),
  };
}

/** Ends the sessions of one device, or of all devices of a person. @returns how many */
export async function revokeDevices(
  { db, clock }: Storage,
  personId: PersonId,
  deviceId?: DeviceId,
): Promise<number> {
  return db.transaction().execute((tx) => revokeDevicesWithin(tx, clock.now(), personId, deviceId));
}

/** As `revokeDevices`, together with what else the transaction does. */
export async function revokeDevicesWithin(
  tx: Transaction<Tables>,
  now: EpochMs,
  personId: PersonId,
  deviceId?: DeviceId,
): Promise<number> {
  let query = tx
    .updateTable('device')
    .set({ revoked_at: now })
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null);
  if (deviceId !== undefined) query = query.where('id', '=', deviceId);
  const rows = await query.returning('id').execute();
  await sql`select pg_notify(${DEVICE_CHANNEL}, '')`.execute(tx);
  return rows.length;
}

interface PersonRow {
  readonly device_id: DeviceId;
  readonly id: PersonId;
  readonly name: string;
  readonly public_name: string | null;
  readonly role: Role;
  readonly tier: Person['tier'];
  readonly queue_ids: QueueId[];
  readonly version: number;
}

/** SQL: a device with its person. */
const personColumns = sql`device.id as device_id, person.id, person.name, person.public_name, person.role, person.tier,
  array(select queue_id::text from person_queue where person_id = person.id order by queue_id) as queue_ids,
  coalesce((select version from feed where type = 'person' and feed.id = person.id), 0) as version`;

/** SQL: whether the session of a device holds. */
function isHolding(now: EpochMs): RawBuilder<boolean> {
  return sql<boolean>`(device.revoked_at is null and device.expires_at > ${now}::bigint and person.active)`;
}

function personOf({
  id,
  name,
  public_name,
  role,
  tier,
  queue_ids: queueIds,
  version,
}: PersonRow): VersionedPerson {
  const publicName = public_name === null ? {} : { publicName: public_name };
  return { person: { id, name, ...publicName, role, queueIds, active: true, tier }, version };
}

function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Lets so many run at once, the others wait in line: each password check takes 128 MiB. */
function createSlots(count: number): <T>(run: () => Promise<T>) => Promise<T> {
  let free = count;
  const waiting: (() => void)[] = [];
  return async (run) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await run();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
