import { IDBFactory, IDBKeyRange, IDBObjectStore, IDBTransaction } from 'fake-indexeddb';
import type { IndexedDb } from '#renderer/data/store/database.ts';

/**
 * What happens at the n-th write or commit. `error` and `quota`: it is refused, and its transaction with it. `dead`: the
 * program ends before it; `dead-after`: right after it, before it could hear of it.
 */
export interface StoreFault {
  readonly op: 'put' | 'commit';
  readonly at: number;
  readonly kind: 'error' | 'quota' | 'dead' | 'dead-after';
}

/** A local database's disk that refuses, or ends its program, at a place that is asked for. */
export interface FaultyStore {
  readonly place: IndexedDb;
  /** What a program that begins now is given: after its end it is not answered any more. */
  begin(isDead: () => boolean): IndexedDb;
  readonly happened: () => number;
  /** Counts from now on. */
  arm(fault: StoreFault | null): void;
  /** Called at the moment the program ends. */
  onDeath(end: () => void): void;
  /** The open connections are those of a dead program: nothing of them is written any more. */
  abandon(): void;
}

interface State {
  fault: StoreFault | null;
  counts: Record<StoreFault['op'], number>;
  happened: number;
  died: () => void;
  connections: Set<Connection>;
  /** Committed, though nobody hears of it any more. */
  done: Transaction | null;
}
/** What of fake-indexeddb's inside is used here. */
interface Connection extends IDBDatabase {
  readonly _rawDatabase: { transactions: Transaction[]; connections: Connection[] };
}
interface Transaction {
  readonly mode: IDBTransactionMode;
  readonly db: Connection;
  _state: string;
  readonly _requests: readonly { readonly request: { readonly readyState: string } }[];
  _abort(name: string | null): void;
  _start(): void;
  _execRequestAsync(given: { operation: () => unknown }): IDBRequest;
}

const states = new WeakMap<object, State>();
const committed = new WeakSet<object>();

/** Counts an operation. @returns the fault that it meets */
function meet(state: State, op: StoreFault['op']): StoreFault['kind'] | null {
  state.counts[op] += 1;
  const { fault } = state;
  if (fault?.op !== op || fault.at !== state.counts[op]) return null;
  state.happened += 1;
  return fault.kind;
}

const refusal = (kind: StoreFault['kind']) =>
  kind === 'quota'
    ? new DOMException('The disk is full', 'QuotaExceededError')
    : new DOMException('Internal error', 'UnknownError');

for (const method of ['put', 'add', 'delete', 'clear'] as const) {
  const real = IDBObjectStore.prototype[method] as (...given: unknown[]) => IDBRequest;
  IDBObjectStore.prototype[method] = function (this: IDBObjectStore, ...given: unknown[]) {
    const transaction = this.transaction as unknown as Transaction;
    const state = states.get(transaction.db);
    const kind = state === undefined ? null : meet(state, 'put');
    if (state === undefined || kind === null) return real.apply(this, given) as never;
    if (kind === 'dead' || kind === 'dead-after') {
      state.died();
      return real.apply(this, given) as never;
    }
    const run = transaction._execRequestAsync.bind(transaction);
    transaction._execRequestAsync = (request) =>
      run({
        ...request,
        operation: () => {
          throw refusal(kind);
        },
      });
    try {
      return real.apply(this, given) as never;
    } finally {
      Reflect.deleteProperty(transaction, '_execRequestAsync');
    }
  } as never;
}

const inner = IDBTransaction.prototype as unknown as Transaction;
const start = inner._start;
inner._start = function (this: Transaction) {
  const state = states.get(this.db);
  const isCommit =
    state !== undefined &&
    this.mode !== 'readonly' &&
    this._state !== 'finished' &&
    this._requests.every(({ request }) => request.readyState === 'done') &&
    !committed.has(this);
  if (!isCommit) return start.call(this);
  committed.add(this);
  const kind = meet(state, 'commit');
  if (kind === 'error' || kind === 'quota') return this._abort(refusal(kind).name);
  if (kind === 'dead') return state.died();
  if (kind === 'dead-after') {
    state.done = this;
    state.died();
  }
  return start.call(this);
};

export function createFaultyStore(): FaultyStore {
  const factory = new IDBFactory();
  const state: State = {
    fault: null,
    counts: { put: 0, commit: 0 },
    happened: 0,
    died: () => undefined,
    connections: new Set(),
    done: null,
  };
  const own = (request: IDBOpenDBRequest, isDead: () => boolean) => {
    const note = () => {
      const connection = request.result as Connection;
      states.set(connection, state);
      state.connections.add(connection);
      if (isDead() && request.readyState === 'done') connection.close();
    };
    request.addEventListener('upgradeneeded', note);
    request.addEventListener('success', note);
    return request;
  };
  return {
    place: { indexedDB: factory, IDBKeyRange },
    begin(isDead) {
      const unanswered = () => new EventTarget() as IDBOpenDBRequest;
      const indexedDB = {
        open: (name: string, version?: number) =>
          isDead() ? unanswered() : own(factory.open(name, version), isDead),
        deleteDatabase: (name: string) => (isDead() ? unanswered() : factory.deleteDatabase(name)),
        databases: () => factory.databases(),
        cmp: (a: unknown, b: unknown) => factory.cmp(a, b),
      };
      return { indexedDB: indexedDB as IDBFactory, IDBKeyRange };
    },
    happened: () => state.happened,
    arm(fault) {
      Object.assign(state, { fault, counts: { put: 0, commit: 0 } });
    },
    onDeath(end) {
      state.died = end;
    },
    abandon() {
      for (const connection of state.connections) {
        const raw = connection._rawDatabase;
        for (const each of raw.transactions.filter(({ db }) => db === connection)) {
          if (each === state.done) continue;
          if (each._state !== 'finished') each._abort('AbortError');
          raw.transactions.splice(raw.transactions.indexOf(each), 1);
        }
        raw.connections = raw.connections.filter((each) => each !== connection);
        connection.close();
      }
      state.connections.clear();
    },
  };
}
