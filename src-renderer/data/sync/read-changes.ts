import { compileCheck, type Check } from '#shared/base/compile-check.ts';
import { CHANGE_SCHEMAS, type Change, type ChangeType } from '#shared/sync/change.ts';

/** A row that this version cannot read: kept as it came (I7). */
export interface UnreadableChange {
  /** Names the row, so that a newer version of it takes this one's place. */
  readonly key: string;
  readonly detail: string;
  readonly raw: unknown;
}

const ROW_CHECKS: Readonly<Record<ChangeType, Check>> = {
  ticket: compileCheck(CHANGE_SCHEMAS.row.ticket),
  message: compileCheck(CHANGE_SCHEMAS.row.message),
  customer: compileCheck(CHANGE_SCHEMAS.row.customer),
  person: compileCheck(CHANGE_SCHEMAS.row.person),
  queue: compileCheck(CHANGE_SCHEMAS.row.queue),
  reference: compileCheck(CHANGE_SCHEMAS.row.reference),
};

/** Parses the changes of a page one by one: a bad or newer one does not spoil the others. */
export function readChanges(raw: readonly unknown[]): {
  readonly changes: readonly Change[];
  readonly unreadable: readonly UnreadableChange[];
} {
  const changes: Change[] = [];
  const unreadable: UnreadableChange[] = [];
  for (const value of raw) {
    const named = (value ?? {}) as { type?: unknown; id?: unknown; gone?: unknown; row?: { id?: unknown } };
    const { type, id } = named;
    if (!isChangeType(type)) {
      const detail = typeof type === 'string' ? type.slice(0, 100) : 'without type';
      unreadable.push({ key: rowKey(detail, id), detail, raw: value });
      continue;
    }
    // Most rows are as they should be: seen quickly, and taken as they are.
    if (named.gone === undefined && ROW_CHECKS[type](value) && named.row?.id === id) {
      changes.push(value as Change);
      continue;
    }
    const schema = named.gone === undefined ? CHANGE_SCHEMAS.row[type] : CHANGE_SCHEMAS.gone[type];
    const parsed = schema.safeParse(value);
    if (parsed.success && !('row' in parsed.data && parsed.data.row.id !== parsed.data.id))
      changes.push(parsed.data);
    else unreadable.push({ key: rowKey(type, id), detail: `${type}${whereOf(parsed)}`, raw: value });
  }
  return { changes, unreadable };
}

/** The key a row has in quarantine. */
export function rowKey(type: string, id: unknown): string {
  return `row ${type} ${typeof id === 'string' ? id.slice(0, 100) : '?'}`;
}

function isChangeType(type: unknown): type is ChangeType {
  return typeof type === 'string' && Object.hasOwn(CHANGE_SCHEMAS.row, type);
}

function whereOf(parsed: {
  error?: { issues: readonly { path: readonly PropertyKey[] }[] } | undefined;
}): string {
  const path = parsed.error?.issues[0]?.path.map(String).join('.');
  return path === undefined || path === '' ? '' : `: ${path}`;
}
