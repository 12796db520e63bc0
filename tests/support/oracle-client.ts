import type { ClientId, CommandId, Sha256, TicketId } from '#shared/base/brand.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { CommandActor } from '#shared/sync/apply-command.ts';
import { attachmentsOf, type Command } from '#shared/sync/command.ts';
import type { Failure } from '#shared/sync/failure.ts';
import { mergeChange } from '#shared/sync/merge.ts';
import type { Verdict } from '#shared/sync/outcome.ts';
import { project, type Projection } from '#shared/sync/project.ts';
import { initialState, step, type Entry, type Input, type SyncState, type Todo } from '#shared/sync/step.ts';
import type { OracleAnswer, OraclePage, PushedLine, Row } from './oracle-helpdesk.ts';
import { checkState, checkTodo, claim, freezeState } from './oracle-invariants.ts';

/** A command on the disk, until it is settled. */
export interface Kept {
  readonly command: Command;
  /** Its place in the order of the operator's acts: its `n`, or that of the command it replaces. */
  readonly order: number;
  /** It may have reached the helpdesk: it cannot be taken back any more. */
  attempted: boolean;
  verdict: Exclude<Verdict, { kind: 'applied' }> | null;
}

/** What survives a crash: changed in one go, or not at all. */
interface Disk {
  readonly rows: Map<string, Row>;
  cursor: number;
  outbox: Kept[];
  n: number;
}

/** What the network brings back. */
export type Reply<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** The world around a client. `late` replies come after the client has given the exchange up. */
export interface Surroundings {
  now(): number;
  random(): number;
  push(
    client: ModelClient,
    lines: readonly PushedLine[],
    done: (reply: Reply<readonly OracleAnswer[]>, late: boolean) => void,
  ): void;
  upload(client: ModelClient, sha256: Sha256, done: (reply: Reply<null>, late: boolean) => void): void;
  pull(client: ModelClient, from: number, done: (reply: Reply<OraclePage>, late: boolean) => void): void;
  /** Calls back at a time of the client's own clock; null takes the call back. */
  wake(client: ModelClient, at: number | null): void;
  /** True when the client's process is to die at this very moment. */
  diesNow(client: ModelClient): boolean;
}

/**
 * A client as the driver of the real one is meant to be: the disk first, then `step`, then what it says is to be done.
 * It dies and starts again from its disk.
 */
export class ModelClient {
  readonly id: ClientId;
  readonly actor: CommandActor;
  readonly disk: Disk = { rows: new Map(), cursor: 0, outbox: [], n: 0 };
  state: SyncState = initialState([]);
  /** Counts lives: what belongs to an earlier one is lost on its way. */
  life = 0;
  private bornAt = 0;
  private readonly around: Surroundings;

  constructor(id: ClientId, actor: CommandActor, around: Surroundings) {
    this.id = id;
    this.actor = actor;
    this.around = around;
  }

  /** Starts from the disk alone, on a clock of its own. */
  start(): void {
    this.life += 1;
    this.bornAt = this.around.now();
    this.around.wake(this, null);
    const late = 1_000_000;
    // Times of an earlier life would be far in the future: the state must not believe them.
    this.state = initialState(this.disk.outbox.map((kept) => ({ ...toEntry(kept), notBefore: late })));
    this.feed({ kind: 'woke' });
  }

  clock(): number {
    return this.around.now() - this.bornAt;
  }

  ticket(id: TicketId): Ticket | null {
    const row = this.disk.rows.get(keyOf('ticket', id));
    return row?.type === 'ticket' ? row.row : null;
  }

  /** What the operator sees of a ticket. */
  view(id: TicketId): (Projection & { readonly confirmed: readonly Message[] }) | null {
    const ticket = this.ticket(id);
    if (ticket === null) return null;
    const pending = this.disk.outbox
      .filter((kept) => kept.verdict === null && kept.command.ticketId === id)
      .map((kept) => kept.command);
    const isConfirmed = (message: Message['id']) => this.disk.rows.has(keyOf('message', message));
    const confirmed = [...this.disk.rows.values()].flatMap((row) =>
      row.type === 'message' && row.row?.ticketId === id ? [row.row] : [],
    );
    return { ...project(ticket, pending, this.actor, isConfirmed), confirmed };
  }

  record(command: Command): void {
    this.disk.n = command.n;
    const kept: Kept = { command, order: command.n, attempted: false, verdict: null };
    this.disk.outbox.push(kept);
    if (this.died()) return;
    this.feed({ kind: 'recorded', entry: toEntry(kept) });
  }

  /** Whether a person may forget it: its fate is known, or it never left. */
  canDiscard(kept: Kept): boolean {
    return kept.verdict !== null || !kept.attempted;
  }

  /** Forgets a command, or gives it again as another one in its place: one transaction either way. */
  discard(id: CommandId, replacement: Command | null): void {
    const old = this.disk.outbox.find((kept) => kept.command.id === id);
    if (old === undefined || replacement === null) {
      this.disk.outbox = this.disk.outbox.filter((kept) => kept !== old);
      if (!this.died()) this.feed({ kind: 'discarded', id });
      return;
    }
    const kept: Kept = { command: replacement, order: old.order, attempted: false, verdict: null };
    this.disk.outbox = this.disk.outbox.map((each) => (each === old ? kept : each));
    this.disk.n = replacement.n;
    if (!this.died()) this.feed({ kind: 'replaced', id, entry: toEntry(kept) });
  }

  feed(input: Input): void {
    const before = this.state;
    const moment = { now: this.clock(), random: this.around.random() };
    const result = step(before, input, moment);
    this.state = freezeState(result.state);
    checkState(this.state, this.disk.outbox.map(toEntry));
    checkTodo(before, this.state, input, result.todo, moment.now);
    const wake = result.todo.find((todo) => todo.kind === 'wake');
    this.around.wake(this, wake?.at ?? null);
    for (const todo of result.todo) this.act(todo);
  }

  private act(todo: Todo): void {
    switch (todo.kind) {
      case 'push':
        return this.push(todo);
      case 'upload':
        return this.around.upload(this, todo.sha256, (reply, late) => {
          if (reply.ok) this.feed({ kind: 'uploaded', sha256: todo.sha256 });
          else if (!late) this.feed({ kind: 'upload-failed', sha256: todo.sha256, failure: reply.failure });
        });
      case 'pull':
        return this.around.pull(this, this.disk.cursor, (reply, late) => {
          if (reply.ok) this.takePage(reply.value, late);
          else if (!late) this.feed({ kind: 'pull-failed', failure: reply.failure });
        });
      case 'wake':
        return;
    }
  }

  private push(todo: Extract<Todo, { kind: 'push' }>): void {
    const lines = todo.commands.map(({ id, after }): PushedLine => {
      const kept = this.disk.outbox.find((each) => each.command.id === id);
      claim(kept !== undefined, `push names ${id}, which is not in the outbox`);
      kept.attempted = true;
      return { command: kept.command, after };
    });
    this.around.push(this, lines, (reply, late) => {
      // An answer that comes late still goes through the store and the step, as do late failures: neither may harm.
      if (!reply.ok) return this.feed({ kind: 'push-failed', failure: reply.failure, push: todo.push });
      this.settle(reply.value, late);
      if (this.died()) return;
      this.feed({ kind: 'answered', answers: reply.value, push: todo.push });
    });
  }

  /** One transaction: rows and outbox. */
  private settle(answers: readonly OracleAnswer[], late: boolean): void {
    for (const { id, outcome, changes } of answers) {
      for (const row of changes) this.merge(row);
      const kept = this.disk.outbox.find((each) => each.command.id === id);
      if (kept === undefined) continue;
      if (outcome.kind === 'applied') this.disk.outbox = this.disk.outbox.filter((each) => each !== kept);
      else if (outcome.kind !== 'deferred') kept.verdict = outcome;
      else claim(late || kept.verdict === null, `${id} was decided and is deferred afterwards`);
    }
  }

  /** One transaction: rows and cursor. A late page brings rows, and leaves the cursor where it is. */
  private takePage(page: OraclePage, late: boolean): void {
    for (const row of page.rows) this.merge(row);
    if (late) return;
    const follows = page.from === this.disk.cursor;
    if (follows) this.disk.cursor = page.to;
    if (this.died()) return;
    this.feed({ kind: 'pulled', more: page.more || !follows });
  }

  private merge(row: Row): void {
    const key = keyOf(row.type, row.id);
    const known = this.disk.rows.get(key);
    const merged = mergeChange(
      known === undefined ? null : { version: known.version, gone: known.row === null },
      row,
    );
    if (merged === 'take') this.disk.rows.set(key, row);
  }

  private died(): boolean {
    if (!this.around.diesNow(this)) return false;
    this.start();
    return true;
  }
}

export function keyOf(type: Row['type'], id: string): string {
  return `${type} ${id}`;
}

function toEntry(kept: Kept): Entry {
  return {
    id: kept.command.id,
    ticketId: kept.command.ticketId,
    uploads: attachmentsOf(kept.command).map((attachment) => attachment.sha256),
    state: kept.verdict === null ? 'waiting' : 'undecided',
    failures: 0,
    notBefore: 0,
  };
}
