import type { ClientId, CommandId, Sha256, TicketId } from '#shared/base/brand.ts';
import type { Message } from '#shared/domain/messages/message.ts';
import type { Ticket } from '#shared/domain/tickets/ticket.ts';
import type { CommandActor } from '#shared/sync/apply-command.ts';
import { attachmentsOf, type Command } from '#shared/sync/command.ts';
import type { Failure } from '#shared/sync/failure.ts';
import type { Verdict } from '#shared/sync/outcome.ts';
import { project, type Projection } from '#shared/sync/project.ts';
import { initialState, step, type Entry, type Input, type SyncState, type Todo } from '#shared/sync/step.ts';
import { generationOf, stampOf, takesPlace, type Stamp } from '#renderer/data/store/stamp.ts';
import type { OracleCursor, OraclePage, Row } from './oracle-feed.ts';
import type { OracleAnswer, PushedLine } from './oracle-helpdesk.ts';
import { checkState, checkTodo, claim, freezeState } from './oracle-invariants.ts';

/** A command on the disk, until it is settled. */
export interface Kept {
  readonly command: Command;
  /** Its place in the order of the operator's acts: its `n`, or that of the command it replaces. */
  readonly order: number;
  /** It may have reached the helpdesk: it cannot simply be forgotten any more. */
  attempted: boolean;
  verdict: Exclude<Verdict, { kind: 'applied' }> | null;
  /** A person takes it back; `asked`: the helpdesk may know. */
  withdrawing: 'no' | 'wanted' | 'asked';
  /** It has taken effect, but the rows have not come: pulls that were begun when it landed do not count. */
  landed: number | null;
  /** Until when it can be undone, by the world's clock; 0: it goes at once. */
  readonly until: number;
}

function newlyKept(command: Command, order: number): Kept {
  return { command, order, attempted: false, verdict: null, withdrawing: 'no', landed: null, until: 0 };
}

/** What survives a crash: changed in one go, or not at all. */
interface Disk {
  readonly rows: Map<string, { readonly row: Row; readonly stamp: Stamp }>;
  cursor: OracleCursor | null;
  /** Runs of the feed so far, and whether the last one has not come to its end. */
  gen: number;
  sweeping: boolean;
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
  pull(
    client: ModelClient,
    from: OracleCursor | null,
    done: (reply: Reply<OraclePage>, late: boolean) => void,
  ): void;
  /** Calls back at a time of the client's own clock; null takes the call back. */
  wake(client: ModelClient, at: number | null): void;
  /** True when the client's process is to die at this very moment. */
  diesNow(client: ModelClient): boolean;
  /** A command has been settled as applied, and nothing of it is kept here any more. */
  settled(client: ModelClient, kept: Kept): void;
  /** The helpdesk has taken back a command: whether its words go back into the draft, so that it leaves the outbox. */
  putBack(client: ModelClient, kept: Kept): boolean;
  /** What happens to a client, in order. */
  trace(client: ModelClient, what: unknown): void;
}

/**
 * A client as the driver of the real one is meant to be: the disk first, then `step`, then what it says is to be done.
 * It dies and starts again from its disk.
 */
export class ModelClient {
  readonly id: ClientId;
  readonly actor: CommandActor;
  readonly disk: Disk = { rows: new Map(), cursor: null, gen: 0, sweeping: false, outbox: [], n: 0 };
  private pulls = 0;
  private answeredAt = 0;
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
    this.pulls = 0;
    this.answeredAt = 0;
    for (const kept of this.disk.outbox) if (kept.landed !== null) kept.landed = 0;
    this.state = initialState(
      entriesOf(this.disk.outbox, this.bornAt).map((entry) => ({ ...entry, notBefore: late })),
    );
    this.feed({ kind: 'woke' });
  }

  clock(): number {
    return this.around.now() - this.bornAt;
  }

  ticket(id: TicketId): Ticket | null {
    const row = this.disk.rows.get(keyOf('ticket', id))?.row;
    return row?.type === 'ticket' ? row.row : null;
  }

  /** What the operator sees of a ticket. */
  view(id: TicketId): (Projection & { readonly confirmed: readonly Message[] }) | null {
    const ticket = this.ticket(id);
    if (ticket === null) return null;
    const pending = this.disk.outbox
      .filter((kept) => kept.verdict === null && kept.withdrawing === 'no' && kept.command.ticketId === id)
      .map((kept) => kept.command);
    const isConfirmed = (message: Message['id']) => this.disk.rows.has(keyOf('message', message));
    const confirmed = [...this.disk.rows.values()].flatMap(({ row }) =>
      row.type === 'message' && row.row?.ticketId === id ? [row.row] : [],
    );
    return { ...project(ticket, pending, this.actor, isConfirmed), confirmed };
  }

  /** @param delayMs in which it can be undone: it is not sent before */
  record(command: Command, delayMs = 0): void {
    this.disk.n = command.n;
    const kept = { ...newlyKept(command, command.n), until: delayMs === 0 ? 0 : this.around.now() + delayMs };
    this.disk.outbox.push(kept);
    if (this.died()) return;
    this.feed({ kind: 'recorded', entry: toEntry(kept, this.bornAt) });
  }

  /** Whether a person may forget it: its fate is known, or it never left. */
  canDiscard(kept: Kept): boolean {
    return kept.verdict !== null || (!kept.attempted && kept.landed === null);
  }

  /** Whether a person may take it back: it may have arrived, and nothing has been seen of it. */
  canTakeBack({ command, attempted, verdict, landed, withdrawing }: Kept): boolean {
    const isSeen = this.disk.rows.has(keyOf('message', command.id));
    return attempted && verdict === null && landed === null && withdrawing === 'no' && !isSeen;
  }

  takeBack(kept: Kept): void {
    kept.withdrawing = 'wanted';
    if (!this.died()) this.feed({ kind: 'withdrawn', id: kept.command.id });
  }

  keepSending(kept: Kept): void {
    kept.withdrawing = 'no';
    if (!this.died()) this.feed({ kind: 'kept', id: kept.command.id });
  }

  /** Forgets a command, or gives it again as another one in its place: one transaction either way. */
  discard(id: CommandId, replacement: Command | null): void {
    const old = this.disk.outbox.find((kept) => kept.command.id === id);
    if (old === undefined || replacement === null) {
      this.disk.outbox = this.disk.outbox.filter((kept) => kept !== old);
      if (!this.died()) this.feed({ kind: 'discarded', id });
      return;
    }
    const kept = newlyKept(replacement, old.order);
    this.disk.outbox = this.disk.outbox.map((each) => (each === old ? kept : each));
    this.disk.n = replacement.n;
    if (!this.died()) this.feed({ kind: 'replaced', id, entry: toEntry(kept, this.bornAt) });
  }

  feed(input: Input): void {
    const before = this.state;
    const moment = { now: this.clock(), random: this.around.random() };
    const result = step(before, input, moment);
    this.state = freezeState(result.state);
    checkState(this.state, entriesOf(this.disk.outbox, this.bornAt));
    this.around.trace(this, { input, todo: result.todo });
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
      case 'pull': {
        const { cursor } = this.disk;
        this.pulls += 1;
        const pull = this.pulls;
        return this.around.pull(this, cursor, (reply, late) => {
          if (reply.ok) this.takePage(reply.value, cursor, pull, late);
          else if (!late) this.feed({ kind: 'pull-failed', failure: reply.failure });
        });
      }
      case 'wake':
        return;
    }
  }

  private push(todo: Extract<Todo, { kind: 'push' }>): void {
    const { gen } = this.disk;
    const lines = todo.commands.map(({ id, after, withdraw }): PushedLine => {
      const kept = this.disk.outbox.find((each) => each.command.id === id);
      claim(kept !== undefined, `push names ${id}, which is not in the outbox`);
      claim((withdraw === true) === (kept.withdrawing !== 'no'), `${id} is pushed otherwise than is wanted`);
      claim(withdraw === undefined || kept.attempted, `${id} is taken back although it was never sent`);
      kept.attempted = true;
      if (withdraw === undefined) return { command: kept.command, after };
      kept.withdrawing = 'asked';
      return { command: kept.command, after, withdraw };
    });
    this.around.push(this, lines, (reply, late) => {
      // An answer that comes late still goes through the store and the step, as do late failures: neither may harm.
      if (!reply.ok) return this.feed({ kind: 'push-failed', failure: reply.failure, push: todo.push });
      const hasLanded = this.settle(reply.value, late, gen);
      if (this.died()) return;
      this.feed({ kind: 'answered', answers: reply.value, push: todo.push });
      if (hasLanded) this.feed({ kind: 'announced' });
      this.putBack();
    });
  }

  /** As a window does when the helpdesk has taken a command back: its words into the draft, unless there is another one. */
  private putBack(): void {
    for (const kept of [...this.disk.outbox])
      if (kept.verdict?.kind === 'refused' && kept.verdict.reason === 'withdrawn')
        if (this.around.putBack(this, kept)) this.discard(kept.command.id, null);
  }

  /** One transaction: rows and outbox. */
  private settle(answers: readonly OracleAnswer[], late: boolean, gen: number): boolean {
    const isOfThisRun = gen === this.disk.gen;
    let hasLanded = false;
    this.answeredAt = this.pulls;
    for (const { id, outcome, changes } of answers) {
      if (isOfThisRun) for (const row of changes) this.merge(row);
      const kept = this.disk.outbox.find((each) => each.command.id === id);
      if (kept === undefined || kept.landed !== null) continue;
      if (outcome.kind === 'applied') {
        const hasRows = isOfThisRun && changes.some((row) => row.type === 'ticket');
        if (hasRows) this.settleApplied(kept);
        else {
          kept.landed = this.pulls;
          kept.withdrawing = 'no';
          hasLanded = true;
        }
      } else if (outcome.kind !== 'deferred') {
        kept.verdict = outcome;
        kept.withdrawing = 'no';
      } else claim(late || kept.verdict === null, `${id} was decided and is deferred afterwards`);
    }
    return hasLanded;
  }

  private settleApplied(kept: Kept): void {
    this.disk.outbox = this.disk.outbox.filter((each) => each !== kept);
    this.around.settled(this, kept);
  }

  /**
   * One transaction: rows, cursor, and what they settle. A page that does not go on from where the disk is changes nothing,
   * nor does one that begins the feed anew and is older than answers that are here.
   */
  private takePage(page: OraclePage, from: OracleCursor | null, pull: number, late: boolean): void {
    const { disk } = this;
    const follows = JSON.stringify(from) === JSON.stringify(disk.cursor);
    const isOutrun = page.start && this.answeredAt >= pull;
    const isTaken = follows && !isOutrun;
    if (isTaken) this.commitPage(page, pull);
    if (this.died()) return;
    if (!late) return this.feed({ kind: 'pulled', more: page.more || !isTaken });
    // It is older than pulls that have come since: what they saw, it does not know, and nobody announces it again (I5).
    if (isTaken) this.feed({ kind: 'announced' });
  }

  private commitPage(page: OraclePage, pull: number): void {
    const { disk } = this;
    const ends = page.complete && (page.start || disk.sweeping);
    if (page.start) disk.gen += 1;
    disk.sweeping = (page.start || disk.sweeping) && !page.complete;
    for (const row of page.rows) this.merge(row);
    if (ends)
      for (const [key, { stamp }] of disk.rows) if (generationOf(stamp) < disk.gen) disk.rows.delete(key);
    disk.cursor = page.cursor;
    for (const kept of [...disk.outbox]) {
      if (kept.landed === null) continue;
      // Its entry of the timeline alone is half of its effect: the ticket may follow on the next page.
      const hasCome =
        disk.rows.has(keyOf('message', kept.command.id)) &&
        page.rows.some((row) => row.type === 'ticket' && row.id === kept.command.ticketId);
      if (hasCome || (!page.more && kept.landed < pull)) this.settleApplied(kept);
    }
  }

  private merge(row: Row): void {
    const key = keyOf(row.type, row.id);
    const stamp = stampOf(this.disk.gen, row.version, row.row === null);
    if (takesPlace(this.disk.rows.get(key)?.stamp, stamp)) this.disk.rows.set(key, { row, stamp });
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

function entriesOf(outbox: readonly Kept[], bornAt: number): readonly Entry[] {
  return outbox.filter((kept) => kept.landed === null).map((kept) => toEntry(kept, bornAt));
}

function toEntry(kept: Kept, bornAt: number): Entry {
  return {
    id: kept.command.id,
    ticketId: kept.command.ticketId,
    uploads: attachmentsOf(kept.command).map((attachment) => attachment.sha256),
    state: kept.verdict !== null ? 'undecided' : kept.withdrawing === 'no' ? 'waiting' : 'withdrawing',
    failures: 0,
    notBefore: 0,
    dueAt: Math.max(0, kept.until - bornAt),
  };
}
