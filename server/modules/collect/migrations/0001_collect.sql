create schema collect;

create table collect.write_key (
  workspace_id uuid not null,
  id uuid not null,
  name text not null check (length(name) between 1 and 100),
  prefix text not null,
  key_hash bytea not null unique,
  created_at timestamptz not null,
  revoked_at timestamptz,
  primary key (workspace_id, id)
);
comment on table collect.write_key is
  'Keys that may send events. Only the SHA-256 of a key is kept; a revoked key stays, so that its source keeps its name.';

-- Durable before the sender hears 200. Readers take rows in commit order: a row is read only once
-- every older transaction has ended (xid below the snapshot''s xmin).
create table collect.inbox (
  workspace_id uuid not null,
  position bigint generated always as identity,
  xid xid8 not null default pg_current_xact_id(),
  dialect text not null,
  source text not null,
  channel text not null,
  history boolean not null,
  received_at timestamptz not null,
  events int not null check (events >= 0),
  body bytea not null,
  batch bigint,
  done_at timestamptz,
  primary key (workspace_id, position)
);
alter table collect.inbox alter column body set storage external;
comment on table collect.inbox is
  'One row per accepted batch, kept as it was sent (zstd). Once given a batch number a row keeps it for ever: the number is the deduplication token in ClickHouse. Done rows go after three days. PII: whatever senders put into events; owner: workspace; eraser: prune after three days.';
create index inbox_waiting on collect.inbox (workspace_id, position) where done_at is null;
create index inbox_done on collect.inbox (done_at) where done_at is not null;
create index inbox_received on collect.inbox (workspace_id, received_at);

create table collect.seen (
  workspace_id uuid not null,
  message_hash uuid not null,
  position bigint not null,
  index int not null,
  history boolean not null,
  seen_on date not null,
  primary key (workspace_id, message_hash)
);
comment on table collect.seen is
  'A message id counts once: the place (inbox position and index) that won it. Rows of live sources go after 90 days, far beyond every SDK''s retries; those of imports stay, because a file may be loaded again years later.';
create index seen_on on collect.seen using brin (seen_on);

create table collect.dead_letter (
  workspace_id uuid not null,
  id bigint generated always as identity,
  position bigint not null,
  index int not null,
  stage text not null,
  message_id text,
  field text not null,
  reason text not null,
  source text not null,
  at timestamptz not null,
  raw bytea not null,
  primary key (workspace_id, id),
  unique (workspace_id, position, index, stage)
);
comment on table collect.dead_letter is
  'Events that could not be taken, whole, with the reason; never the neighbours of one. PII: whatever the sender put into the event; owner: workspace; eraser: governance deletes by age.';

create table collect.recent (
  workspace_id uuid not null,
  position bigint not null,
  index int not null,
  event text not null,
  person_id bigint not null,
  ident_id bigint not null,
  at timestamptz not null,
  received_at timestamptz not null,
  primary key (workspace_id, position, index)
);
comment on table collect.recent is
  'The newest events for the live view, at most 2,000 a workspace; what was sent is read from the inbox. PII: who did what; owner: workspace; eraser: overwritten by newer events.';
create index recent_person on collect.recent (workspace_id, person_id);
