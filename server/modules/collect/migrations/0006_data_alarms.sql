-- Whose flow is watched, in what zone, and when next.
create table collect.watch (
  workspace_id uuid primary key,
  time_zone text not null,
  next_at timestamptz not null,
  -- hours since 1970 up to which `flow` is known, and at which shapes were looked at last
  learned_hour int,
  shapes_hour int
);
comment on table collect.watch is
  'One row a workspace: the zone its hours of the week are told in, and the instant of the next look at its flow. A look takes the row by moving that instant, so two workers never look at the same time.';
create index watch_next on collect.watch (next_at);
insert into collect.watch (workspace_id, time_zone, next_at)
  select distinct workspace_id, 'Asia/Shanghai', '-infinity'::timestamptz from collect.write_key;

create table collect.flow (
  workspace_id uuid not null,
  event text not null,
  source text not null,
  first_hour int not null,
  counts int[] not null check (cardinality(counts) <= 672),
  dispersion float8 not null,
  last_at timestamptz not null,
  primary key (workspace_id, event, source)
);
comment on table collect.flow is
  'How many of an event came from a source in each whole hour, at most four weeks back (hours since 1970, by arrival, imports left out). At most 200 pairs a workspace, the most frequent.';

create table collect.data_alarm (
  workspace_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('silence', 'drop', 'surge', 'missing', 'new_value')),
  -- '' is the whole source
  event text not null,
  source text not null,
  property text not null default '',
  value text not null default '',
  since timestamptz not null,
  opened_at timestamptz not null,
  seen float8 not null,
  expected float8 not null,
  strength float8 not null,
  causes jsonb not null default '[]',
  acked_at timestamptz,
  acked_by text,
  closed_at timestamptz,
  closed_because text check (closed_because in ('recovered', 'folded', 'known_now', 'resolved')),
  closed_by text,
  primary key (workspace_id, id),
  check ((closed_at is null) = (closed_because is null))
);
comment on table collect.data_alarm is
  'Breaks in the flow of events. One is open for a pair, kind, property and value at a time (data_alarm_once), whoever looks. What was seen and expected is kept as it was when it opened.';
create unique index data_alarm_once
  on collect.data_alarm (workspace_id, kind, event, source, property, value) where closed_at is null;
create index data_alarm_newest on collect.data_alarm (workspace_id, opened_at desc, id);

create table collect.alarm_mute (
  workspace_id uuid not null,
  event text not null,
  source text not null,
  until timestamptz not null,
  by text not null,
  primary key (workspace_id, event, source)
);
comment on table collect.alarm_mute is
  'Pairs of which no alarm opens until an instant; event '''' is every event of the source.';

create table collect.alarm_recipient (
  workspace_id uuid not null,
  carrier text not null check (carrier in ('webhook', 'email')),
  address text not null check (length(address) between 3 and 2000),
  -- of a webhook: what signs, sealed
  secret_sealed text,
  locale text not null check (locale in ('zh-CN', 'zh-TW', 'en')),
  updated_at timestamptz not null,
  updated_by text not null,
  primary key (workspace_id, carrier),
  check ((carrier = 'webhook') = (secret_sealed is not null))
);
comment on table collect.alarm_recipient is
  'Who is told outside of the console. PII: an operator''s e-mail address; owner: workspace; eraser: saving another one or none.';

create table collect.alarm_notice (
  workspace_id uuid not null,
  id uuid not null,
  carrier text not null check (carrier in ('webhook', 'email')),
  address text not null,
  -- what is told: 'opened', 'closed' or 'test', and the alarms
  about text not null check (about in ('opened', 'closed', 'test')),
  body jsonb not null,
  at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
  attempts int not null default 0,
  next_at timestamptz not null,
  error text,
  sent_at timestamptz,
  primary key (workspace_id, id)
);
comment on table collect.alarm_notice is
  'One row a notice and recipient, committed with the alarms it tells of. Told at least once: a receiver knows a repeat by the id. PII: an operator''s e-mail address; owner: workspace; eraser: prune after 90 days.';
create index alarm_notice_waiting on collect.alarm_notice (carrier, next_at) where state = 'waiting';
create index alarm_notice_newest on collect.alarm_notice (workspace_id, at desc);

alter table collect.write_key
  add column created_by text,
  add column revoked_by text;
