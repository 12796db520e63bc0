import { parseArgs } from 'node:util';
import { z } from 'zod';
import { roleSchema, type Role } from '#shared/domain/roles/role.ts';
import { UsageError } from './usage.ts';

/** A command line that makes sense. */
export type Order = { readonly data: string } & (
  | { readonly kind: 'help' }
  | {
      readonly kind: 'serve';
      readonly host: string;
      readonly port: number;
      readonly demo: boolean;
      readonly web: string | null;
      readonly trustProxy: boolean;
    }
  | { readonly kind: 'seed'; readonly tickets: number | null; readonly messages: number | null }
  | { readonly kind: 'backup'; readonly file: string }
  | { readonly kind: 'restore'; readonly file: string; readonly replace: boolean }
  | { readonly kind: 'user list' }
  | {
      readonly kind: 'user add';
      readonly login: string;
      readonly name: string;
      readonly role: Role;
      readonly queues: readonly string[];
    }
  | { readonly kind: 'user password'; readonly login: string }
  | { readonly kind: 'user queues'; readonly login: string; readonly queues: readonly string[] }
  /** `name` null: customers read the full name. */
  | { readonly kind: 'user public-name'; readonly login: string; readonly name: string | null }
  | { readonly kind: 'user deactivate'; readonly login: string }
  | { readonly kind: 'queue list' }
  | { readonly kind: 'queue add'; readonly name: string }
  /** `text` null: none. */
  | { readonly kind: 'queue signature'; readonly name: string; readonly text: string | null }
  | { readonly kind: 'devices revoke'; readonly login: string }
);

const OPTIONS = {
  data: { type: 'string', default: './helpdesk-data' },
  host: { type: 'string' },
  port: { type: 'string' },
  demo: { type: 'boolean' },
  web: { type: 'string' },
  'trust-proxy': { type: 'boolean' },
  tickets: { type: 'string' },
  messages: { type: 'string' },
  replace: { type: 'boolean' },
  name: { type: 'string' },
  role: { type: 'string' },
  queue: { type: 'string', multiple: true },
  text: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Option = Exclude<keyof typeof OPTIONS, 'data' | 'help'>;

/** The options each command takes, besides `--data`. */
const TAKES: Readonly<Record<Exclude<Order['kind'], 'help'>, readonly Option[]>> = {
  serve: ['host', 'port', 'demo', 'web', 'trust-proxy'],
  seed: ['tickets', 'messages'],
  backup: [],
  restore: ['replace'],
  'user list': [],
  'user add': ['name', 'role', 'queue'],
  'user password': [],
  'user queues': ['queue'],
  'user public-name': ['name'],
  'user deactivate': [],
  'queue list': [],
  'queue add': [],
  'queue signature': ['text'],
  'devices revoke': [],
};

/** The commands of one word. */
const SINGLE: ReadonlySet<string> = new Set(Object.keys(TAKES).filter((name) => !name.includes(' ')));

/** @throws UsageError with a sentence that says what is wrong */
export function readArguments(argv: readonly string[]): Order {
  const { values, positionals } = parse(argv);
  const { data } = values;
  if (values.help === true || positionals[0] === 'help') return { data, kind: 'help' };

  const [first = 'serve', second] = positionals;
  const name = SINGLE.has(first) ? first : `${first} ${second ?? ''}`.trim();
  if (!isCommand(name)) throw new UsageError(`There is no command "${name}".`);
  const rest = positionals.slice(name.split(' ').length);
  const unfit = Object.keys(values).find(
    (option) => option !== 'data' && !(TAKES[name] as readonly string[]).includes(option),
  );
  if (unfit !== undefined) throw new UsageError(`The command "${name}" does not take --${unfit}.`);

  const one = (what: string): string => {
    const [value, surplus] = rest;
    if (value === undefined || value.trim() === '')
      throw new UsageError(`Say which ${what}: helpdesk ${name} ${what.toUpperCase()}`);
    if (surplus !== undefined)
      throw new UsageError(`"${surplus}" is one too many. A name with spaces needs quotes.`);
    return value;
  };
  const none = (): void => {
    if (rest[0] !== undefined) throw new UsageError(`"${rest[0]}" is one too many.`);
  };

  switch (name) {
    case 'serve':
      none();
      return {
        data,
        kind: name,
        host: values.host ?? '127.0.0.1',
        port: readNumber('port', values.port, 0, 65_535) ?? 4600,
        demo: values.demo ?? false,
        web: values.web ?? null,
        trustProxy: values['trust-proxy'] ?? false,
      };
    case 'seed':
      none();
      return {
        data,
        kind: name,
        tickets: readNumber('tickets', values.tickets, 0, 200_000),
        messages: readNumber('messages', values.messages, 1, 100),
      };
    case 'backup':
      return { data, kind: name, file: one('file') };
    case 'restore':
      return { data, kind: name, file: one('file'), replace: values.replace ?? false };
    case 'user add': {
      const login = one('login');
      const role = roleSchema.safeParse(values.role);
      if (!role.success) throw new UsageError(`Say the role: --role ${roleSchema.options.join('|')}`);
      if (values.name === undefined || values.name.trim() === '') {
        throw new UsageError("Say the person's full name, which customers see: --name NAME");
      }
      return {
        data,
        kind: name,
        login,
        role: role.data,
        name: values.name.trim(),
        queues: values.queue ?? [],
      };
    }
    case 'user queues':
      return { data, kind: name, login: one('login'), queues: values.queue ?? [] };
    case 'user public-name':
      return { data, kind: name, login: one('login'), name: values.name?.trim() || null };
    case 'user password':
    case 'user deactivate':
    case 'devices revoke':
      return { data, kind: name, login: one('login') };
    case 'queue add':
      return { data, kind: name, name: one('name').trim() };
    case 'queue signature': {
      // A command line has no good way to write a new line.
      const text = values.text?.replaceAll('\\n', '\n').trim();
      return { data, kind: name, name: one('name').trim(), text: text || null };
    }
    case 'user list':
    case 'queue list':
      none();
      return { data, kind: name };
  }
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    // Node's own sentence ("Unknown option '--prot'. …"); its second half is about programs, not people.
    throw new UsageError(
      error instanceof Error ? `${error.message.split('. ')[0]}.` : 'This was not understood.',
    );
  }
}

function isCommand(name: string): name is keyof typeof TAKES {
  return Object.hasOwn(TAKES, name);
}

function readNumber(option: string, text: string | undefined, min: number, max: number): number | null {
  if (text === undefined) return null;
  const number = z.coerce.number().int().min(min).max(max).safeParse(text);
  if (!number.success || text.trim() === '') {
    throw new UsageError(`--${option} is a whole number from ${min} to ${max}, not "${text}".`);
  }
  return number.data;
}
