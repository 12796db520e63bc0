import type { EpochMs, HelpdeskId, PersonId } from '#shared/base/brand.ts';
import {
  MAX_OWN_CHARS,
  ownChangeSchema,
  ownKeySchema,
  ownQuerySchema,
  type Owner,
  type OwnOutcome,
  type OwnPage,
  type OwnRecord,
} from '#shared/contract/http/own-records.ts';
import { PATHS } from '#shared/contract/http/routes.ts';

/** What people of the fake helpdesk keep for themselves. */
export function createFakeOwn(helpdesk: HelpdeskId, now: () => EpochMs, announce: (to: PersonId) => void) {
  let people = new Map<PersonId, Map<string, OwnRecord>>();
  let era = 1;
  const of = (personId: PersonId) => {
    const records = people.get(personId) ?? new Map<string, OwnRecord>();
    people.set(personId, records);
    return records;
  };
  const isTheirs = (owner: Owner, personId: PersonId) =>
    owner.helpdesk === helpdesk && owner.person === personId;

  function pull(personId: PersonId, cursor: string | undefined): OwnPage {
    const [given, version] = cursor?.split(' ') ?? [];
    const goesOn = given === String(era);
    const from = goesOn ? Number(version) : 0;
    const all = [...of(personId).values()].toSorted((a, b) => a.version - b.version);
    return {
      records: all.filter((record) => record.version > from),
      cursor: `${era} ${all.at(-1)?.version ?? 0}`,
      more: false,
      start: !goesOn,
      era: String(era),
    };
  }

  function change(personId: PersonId, key: string, expected: number, value: unknown): OwnOutcome {
    const records = of(personId);
    const known = records.get(key);
    const text = JSON.stringify(value ?? null);
    if (text.length > MAX_OWN_CHARS) return { kind: 'no-room' };
    if (known !== undefined && JSON.stringify(known.value) === text)
      return { kind: 'kept', version: known.version };
    const isThere = known !== undefined && known.value !== null;
    if (expected !== (isThere ? known.version : 0) && expected !== (known?.version ?? 0))
      return { kind: 'conflict', record: isThere ? known : null };
    const version = Math.max(0, ...[...records.values()].map((record) => record.version)) + 1;
    records.set(key, { key, version, value: JSON.parse(text) as unknown, updatedAt: now() });
    announce(personId);
    return { kind: 'kept', version };
  }

  return {
    /** @returns what puts all back to this moment */
    backUp() {
      const kept = new Map([...people].map(([personId, records]) => [personId, new Map(records)]));
      return () => {
        people = kept;
        era += 1;
      };
    },
    records: (personId: PersonId) => [...of(personId).values()],
    /** @returns null where the request is about something else; a number is the status of a problem */
    async answer(
      request: { readonly method: string; readonly url: URL; json(): Promise<unknown> },
      personId: PersonId,
    ): Promise<OwnPage | OwnOutcome | 400 | 403 | null> {
      const { method, url } = request;
      if (method === 'GET' && url.pathname === PATHS.own) {
        const asked = ownQuerySchema.safeParse(Object.fromEntries(url.searchParams));
        if (!asked.success) return 400;
        return isTheirs(asked.data, personId) ? pull(personId, asked.data.cursor) : 403;
      }
      if (method !== 'PUT' || !url.pathname.startsWith(`${PATHS.own}/`)) return null;
      const key = ownKeySchema.safeParse(decodeURIComponent(url.pathname.slice(PATHS.own.length + 1)));
      const asked = ownChangeSchema.safeParse(await request.json());
      if (!key.success || !asked.success) return 400;
      if (!isTheirs(asked.data, personId)) return 403;
      return change(personId, key.data, asked.data.expected, asked.data.value);
    },
  };
}
