create schema community;

create table community.callback (
  workspace_id uuid not null,
  callback_id uuid not null,
  seq bigint generated always as identity,
  connection_id uuid not null,
  platform text not null check (platform in ('wecom', 'official_account')),
  dedupe text not null check (length(dedupe) = 64),
  kind text not null,
  subject_blind text,
  staff_userid text,
  sealed text not null,
  happened_at timestamptz not null,
  received_at timestamptz not null,
  state text not null check (state in ('waiting', 'done', 'failed', 'ignored')),
  attempts int not null default 0,
  next_try_at timestamptz,
  error text,
  settled_at timestamptz,
  primary key (workspace_id, callback_id),
  -- WeChat's events carry no id: the hash of the whole text is what repeats share.
  constraint callback_once unique (workspace_id, connection_id, dedupe),
  constraint callback_waits_for check ((state = 'waiting') = (next_try_at is not null)),
  constraint callback_failure_says_why check (state <> 'failed' or error is not null)
);
comment on table community.callback is 'What WeCom and 公众号 told, stored before anything is done about it. Invariant: one row a text, however often it is delivered. PII: ids, names and messages inside the sealed text; owner: workspace; eraser: rows of the person (subject_blind) are deleted.';
create index callback_due on community.callback (next_try_at) where state = 'waiting';
create index callback_before on community.callback (workspace_id, subject_blind, seq) where state = 'waiting';
create index callback_newest on community.callback (workspace_id, seq desc);

create table community.greeting (
  workspace_id uuid not null,
  greeting_id uuid not null,
  callback_id uuid not null,
  corp_id text not null,
  staff_userid text not null,
  external_userid text not null,
  entry_state text,
  welcome_code text not null,
  state text not null check (state in
    ('waiting', 'sending', 'unknown', 'sent', 'missed', 'already_done', 'failed', 'nothing_to_say')),
  reason text,
  -- an attempt may have reached WeCom without our hearing of it: "done before" then means by us
  unsure boolean not null default false,
  attempts int not null default 0,
  received_at timestamptz not null,
  deadline_at timestamptz not null,
  next_try_at timestamptz,
  settled_at timestamptz,
  latency_ms int check (latency_ms >= 0),
  letter_id uuid,
  primary key (workspace_id, greeting_id),
  constraint greeting_once unique (workspace_id, callback_id),
  constraint greeting_waits_for
    check ((state in ('waiting', 'sending', 'unknown')) = (next_try_at is not null)),
  constraint greeting_sent_took_time check (state <> 'sent' or latency_ms is not null),
  foreign key (workspace_id, callback_id) references community.callback on delete cascade
);
comment on table community.greeting is 'The promise to greet a newcomer within WeCom''s 20 seconds, made in the transaction that stores the callback, and what became of it. PII: who was greeted by whom; owner: workspace; eraser: rows of the person are deleted.';
create index greeting_due on community.greeting (next_try_at) where next_try_at is not null;
create index greeting_newest on community.greeting (workspace_id, received_at desc);
create index greeting_of_contact on community.greeting (workspace_id, external_userid);

create table community.contact (
  workspace_id uuid not null,
  corp_id text not null,
  external_userid text not null,
  name_sealed text,
  unionid_sealed text,
  avatar_sealed text,
  contact_type int,
  gender int,
  first_seen_at timestamptz not null,
  read_at timestamptz,
  primary key (workspace_id, corp_id, external_userid)
);
comment on table community.contact is 'A customer as WeCom shows her to the corp. Persons are identity''s: a row hangs on its external_userid, so merges and splits need nothing here. PII: external user id; name, unionid and portrait sealed; owner: workspace; eraser: rows of the person are deleted.';

create table community.relation (
  workspace_id uuid not null,
  relation_id uuid not null,
  corp_id text not null,
  staff_userid text not null,
  external_userid text not null,
  -- null: we only heard of the end
  since timestamptz,
  entry_state text,
  add_way int,
  -- the member of staff has not confirmed yet
  half boolean not null default false,
  lost_at timestamptz,
  removed_by text check (removed_by in ('staff', 'customer', 'transfer', 'unknown')),
  primary key (workspace_id, relation_id),
  constraint relation_lost_whole check ((lost_at is null) = (removed_by is null)),
  constraint relation_has_an_instant check (since is not null or lost_at is not null)
);
comment on table community.relation is 'Who was whose friend, from when to when: every friendship is a row and stays. Invariant: at most one lasting friendship a pair. PII: who knows whom; owner: workspace; eraser: rows of the person are deleted.';
create unique index relation_lasting_once on community.relation
  (workspace_id, corp_id, staff_userid, external_userid) where lost_at is null;
create index relation_of_contact on community.relation (workspace_id, external_userid, since);
create index relation_of_staff on community.relation (workspace_id, corp_id, staff_userid, external_userid);

create table community.staff (
  workspace_id uuid not null,
  staff_userid text not null,
  name text not null default '',
  departments int[] not null default '{}',
  active boolean not null default true,
  read_at timestamptz,
  primary key (workspace_id, staff_userid)
);
comment on table community.staff is 'Members of staff who may have customers: read from WeCom, or seen in a callback. PII: names of staff; owner: workspace; eraser: none while she works here, a leaver becomes inactive.';

create table community.sync (
  workspace_id uuid not null,
  kind text not null check (kind in ('staff', 'contacts')),
  state text not null check (state in ('idle', 'running', 'paused', 'failed')),
  progress jsonb not null default '{}',
  failures int not null default 0,
  started_at timestamptz,
  finished_at timestamptz,
  next_try_at timestamptz,
  error text,
  primary key (workspace_id, kind)
);
comment on table community.sync is 'How far reading staff and customers from WeCom has come; a crash goes on from here. Personal data: the id of the customer read last, while it runs.';
create index sync_due on community.sync (next_try_at) where next_try_at is not null;
