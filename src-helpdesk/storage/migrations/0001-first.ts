import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const STATEMENTS = [
  `create table helpdesk (
    singleton boolean primary key default true check (singleton),
    id uuid not null,
    name text not null,
    sample boolean not null default false
  )`,
  `create table queue (
    id uuid primary key,
    name text not null unique,
    position int not null
  )`,
  `create table person (
    id uuid primary key,
    login text not null unique,
    name text not null,
    role text not null check (role in ('operator', 'supervisor', 'trainee', 'administrator')),
    password_hash text not null,
    active boolean not null,
    created_at bigint not null
  )`,
  `create table person_queue (
    person_id uuid not null references person,
    queue_id uuid not null references queue,
    primary key (person_id, queue_id)
  )`,
  `create table device (
    id uuid primary key,
    person_id uuid not null references person,
    name text not null,
    token_hash text not null unique,
    created_at bigint not null,
    last_seen_at bigint not null,
    expires_at bigint not null,
    revoked_at bigint
  )`,
  `create index device_person on device (person_id)`,
  `create table customer (
    id uuid primary key,
    name text not null,
    email text,
    phone text,
    company text,
    language text not null check (language in ('ru', 'en')),
    level text not null check (level in ('beginner', 'regular', 'advanced', 'partner')),
    products jsonb not null,
    environment jsonb,
    created_at bigint not null
  )`,
  `create index customer_email on customer (lower(email))`,
  `create table ticket (
    id uuid primary key,
    number int not null unique,
    subject text not null,
    queue_id uuid not null references queue,
    customer_id uuid not null references customer,
    customer_name text not null,
    status text not null check (status in ('open', 'waiting', 'resolved')),
    priority text not null check (priority in ('low', 'normal', 'high', 'urgent')),
    assignee_id uuid references person,
    tags jsonb not null,
    channel text not null check (channel in ('form', 'chat', 'email', 'phone')),
    language text not null check (language in ('ru', 'en')),
    environment jsonb,
    created_at bigint not null,
    updated_at bigint not null,
    waiting_since bigint,
    last_customer_message_id uuid,
    last_line jsonb,
    due_order bigint not null,
    conversation_hash text unique
  )`,
  `create index ticket_due on ticket (due_order, id)`,
  `create index ticket_count on ticket (queue_id, status, assignee_id)`,
  `create index ticket_assignee on ticket (assignee_id, due_order, id) where status <> 'resolved'`,
  `create index ticket_customer on ticket (customer_id)`,
  `create table message (
    id uuid primary key,
    ticket_id uuid not null references ticket,
    kind text not null check (kind in ('customer', 'reply', 'note', 'event')),
    at bigint not null,
    author_id uuid references person,
    author_name text,
    text text,
    html text,
    channel text,
    event jsonb
  )`,
  `create index message_ticket on message (ticket_id, at, id)`,
  `create table attachment (
    sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
    size int not null check (size > 0),
    type text not null,
    created_at bigint not null
  )`,
  `create table attachment_upload (
    sha256 text not null references attachment,
    person_id uuid not null references person,
    primary key (sha256, person_id)
  )`,
  `create table message_attachment (
    message_id uuid not null references message,
    position int not null,
    sha256 text not null references attachment,
    name text not null,
    primary key (message_id, position)
  )`,
  `create index message_attachment_content on message_attachment (sha256)`,
  `create table command (
    id uuid primary key,
    client uuid not null,
    person_id uuid not null references person,
    ticket_id uuid,
    n bigint,
    verdict jsonb not null,
    at bigint not null
  )`,
  `create table feed (
    type text not null check (type in ('person', 'queue', 'customer', 'ticket', 'message')),
    id uuid not null,
    ticket_id uuid,
    queue_id uuid,
    customer_id uuid,
    seq bigint not null,
    version int not null,
    gone boolean not null,
    row text not null,
    primary key (type, id)
  )`,
  `create unique index feed_seq on feed (seq)`,
  `create index feed_ticket on feed (ticket_id, type, id) where ticket_id is not null`,
  `create table feed_head (
    singleton boolean primary key default true check (singleton),
    seq bigint not null
  )`,
  `insert into feed_head (seq) values (0)`,
  `create table feed_era (
    id text primary key,
    n int generated always as identity,
    from_seq bigint not null
  )`,
  `create table counter (
    name text primary key,
    value bigint not null
  )`,
  `insert into counter (name, value) values ('ticket', 0)`,
];

/** The first shape of the database. A released migration is never changed: what comes later is another file. */
export const first: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
