import type { z } from 'zod';

/** Whether a value is as a schema wants it, to the last field. */
export type Check = (value: unknown) => boolean;

/** What a schema or a check of zod 4 says of itself (`_zod.def`, its interface for tools). */
type Def = Readonly<Record<string, unknown>> & { readonly type?: string; readonly check?: string };
interface Described {
  readonly _zod: { readonly def: Def };
}

const NEVER: Check = () => false;

/**
 * Makes a quick check of a schema: true only if the schema accepts the value and would give it back unchanged (no unknown
 * field, nothing to trim). False says nothing: ask the schema itself, which also tells why.
 *
 * Without code from strings, which the page's policy forbids, zod goes through every value with objects of its own; plain
 * functions made once per schema take about a tenth of that. What this does not know is always false.
 */
export function compileCheck(schema: z.ZodType): Check {
  // Made when it is first needed: a start has better things to do.
  let check: Check | null = null;
  return (value) => (check ??= ofSchema(schema as unknown as Described))(value);
}

/** A schema that stands in many places is gone through once: nested lists alone hold the same blocks thousands of times. */
const made = new WeakMap<Described, Check>();

function ofSchema(schema: Described): Check {
  const known = made.get(schema);
  if (known !== undefined) return known;
  const check = makeCheck(schema);
  made.set(schema, check);
  return check;
}

function makeCheck(schema: Described): Check {
  const { def } = schema._zod;
  const base = ofType(def);
  const checks = [
    // Formats such as an integer are a type and a check at once.
    ...(def.check === undefined ? [] : [ofCheck(def)]),
    ...((def['checks'] as readonly Described[] | undefined) ?? []).map((check) => ofCheck(check._zod.def)),
  ];
  if (checks.length === 0) return base;
  return (value) => base(value) && checks.every((check) => check(value));
}

function ofType(def: Def): Check {
  switch (def.type) {
    case 'string':
      return (value) => typeof value === 'string';
    case 'number':
      return (value) => typeof value === 'number' && Number.isFinite(value);
    case 'boolean':
      return (value) => typeof value === 'boolean';
    case 'literal': {
      const allowed = new Set(def['values'] as readonly unknown[]);
      return (value) => allowed.has(value);
    }
    case 'enum': {
      const allowed = new Set<unknown>(Object.values(def['entries'] as Record<string, unknown>));
      return (value) => allowed.has(value);
    }
    case 'nullable': {
      const inner = ofSchema(def['innerType'] as Described);
      return (value) => value === null || inner(value);
    }
    // Only as it is written now; what has to be filled in is left to the schema.
    case 'default':
      return ofSchema(def['innerType'] as Described);
    case 'array': {
      const element = ofSchema(def['element'] as Described);
      return (value) => Array.isArray(value) && value.every(element);
    }
    case 'object':
      return ofObject(def);
    case 'union':
      return ofUnion(def);
    default:
      return NEVER;
  }
}

function ofObject(def: Def): Check {
  // Fields that may be there in another way than being there or not are left to the schema.
  if (def['catchall'] !== undefined) return NEVER;
  const fields = Object.entries(def['shape'] as Record<string, Described>).map(([key, schema]) => {
    const isOptional = schema._zod.def.type === 'optional';
    const inner = isOptional ? (schema._zod.def['innerType'] as Described) : schema;
    return { key, isOptional, check: ofSchema(inner) };
  });
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const given = value as Record<string, unknown>;
    let known = 0;
    for (const { key, isOptional, check } of fields) {
      if (isOptional && !Object.hasOwn(given, key)) continue;
      if (!check(given[key])) return false;
      known += 1;
    }
    let count = 0;
    for (const key in given) if (Object.hasOwn(given, key)) count += 1;
    return count === known;
  };
}

/** Only where a field tells the members apart; what merely fits several is left to the schema. */
function ofUnion(def: Def): Check {
  const by = def['discriminator'];
  if (typeof by !== 'string') return NEVER;
  const members = new Map<unknown, Check>();
  for (const option of def['options'] as readonly Described[]) {
    const tag = (option._zod.def['shape'] as Record<string, Described> | undefined)?.[by]?._zod.def;
    if (tag?.type !== 'literal') return NEVER;
    for (const value of tag['values'] as readonly unknown[]) members.set(value, ofSchema(option));
  }
  return (value) => {
    if (typeof value !== 'object' || value === null) return false;
    return members.get((value as Record<string, unknown>)[by])?.(value) === true;
  };
}

function ofCheck(def: Def): Check {
  const length = (value: unknown) => (value as { readonly length: number }).length;
  switch (def.check) {
    case 'number_format':
      return def['format'] === 'safeint' ? Number.isSafeInteger : NEVER;
    case 'greater_than': {
      const least = def['value'] as number;
      return def['inclusive'] === true
        ? (value) => (value as number) >= least
        : (value) => (value as number) > least;
    }
    case 'less_than': {
      const most = def['value'] as number;
      return def['inclusive'] === true
        ? (value) => (value as number) <= most
        : (value) => (value as number) < most;
    }
    case 'min_length': {
      const least = def['minimum'] as number;
      return (value) => length(value) >= least;
    }
    case 'max_length': {
      const most = def['maximum'] as number;
      return (value) => length(value) <= most;
    }
    case 'string_format': {
      const pattern = def['pattern'];
      if (def['format'] !== 'regex' || !(pattern instanceof RegExp)) return NEVER;
      return (value) => {
        pattern.lastIndex = 0;
        return pattern.test(value as string);
      };
    }
    case 'custom': {
      // A rule of our own: a plain function that says yes or no.
      const rule = def['fn'];
      return typeof rule === 'function'
        ? (value) => (rule as (value: unknown) => unknown)(value) === true
        : NEVER;
    }
    case 'overwrite': {
      const tx = def['tx'] as (value: unknown) => unknown;
      return (value) => Object.is(tx(value), value);
    }
    default:
      return NEVER;
  }
}
