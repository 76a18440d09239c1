-- Facts are read in the order (xid, position), and only once every transaction that began before has
-- ended (xid below the snapshot's xmin): whatever commits later comes later in this order, so a
-- reader that remembers how far it got never skips one.
create table platform.outbox (
  position bigint generated always as identity primary key,
  xid xid8 not null default pg_current_xact_id(),
  workspace_id uuid not null,
  fact text not null,
  body jsonb not null,
  at timestamptz not null
);
comment on table platform.outbox is 'Facts announced by modules; each commits with what it tells of.';
create index outbox_order on platform.outbox (xid, position);
create index outbox_at on platform.outbox (at);

-- Invariant: a subscriber's effects and its cursor commit together, so each fact acts once.
create table platform.outbox_cursor (
  subscriber text primary key,
  xid xid8 not null default '0',
  position bigint not null default 0,
  failures int not null default 0,
  retry_at timestamptz
);
comment on table platform.outbox_cursor is 'How far each module has heard; moves in the transaction of its effects.';

create table platform.outbox_failed (
  subscriber text not null,
  position bigint not null,
  workspace_id uuid not null,
  fact text not null,
  body jsonb not null,
  at timestamptz not null,
  error text not null,
  primary key (subscriber, position)
);
comment on table platform.outbox_failed is 'Facts a module could not take after five tries; kept whole, shown by siyu doctor.';

-- One row: the virtual clock of an installation started with --clock virtual.
create table platform.clock (
  only_one boolean primary key default true check (only_one),
  now_at timestamptz not null
);
comment on table platform.clock is 'The virtual clock; empty when time is real. Never moves back.';
