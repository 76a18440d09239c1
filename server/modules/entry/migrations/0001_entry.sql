create schema entry;

create table entry.connection (
  workspace_id uuid not null,
  id uuid not null unique,
  kind text not null check (kind in ('wecom', 'official_account', 'sms', 'email')),
  name text not null,
  settings jsonb not null,
  secrets_sealed text not null,
  tested_at timestamptz,
  test_ok boolean,
  test_says text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  constraint connection_kind unique (workspace_id, kind)
);
comment on table entry.connection is
  'How this workspace reaches a platform: one per kind. Secrets are sealed together and never leave in an answer.';

create table entry.token (
  workspace_id uuid not null,
  key text not null,
  value_sealed text not null,
  until_at timestamptz not null,
  primary key (workspace_id, key)
);
comment on table entry.token is
  'Access tokens of platforms, shared by all processes so that none kills another''s; sealed.';

create table entry.account (
  workspace_id uuid not null,
  id uuid not null,
  platform text not null,
  name text not null check (name <> ''),
  handle text,
  url text,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  constraint account_name unique (workspace_id, platform, name)
);
comment on table entry.account is 'The brand''s accounts in the public domain: the matrix.';

create table entry.code (
  workspace_id uuid not null,
  id uuid not null,
  number text not null unique,
  name text not null check (name <> ''),
  state text not null check (char_length(state) between 1 and 30),
  status text not null check (status in ('creating', 'live', 'failed', 'deleted')),
  staff_userids text[] not null check (cardinality(staff_userids) between 1 and 100),
  skip_verify boolean not null,
  welcome_text text,
  welcome_content_id uuid,
  account_id uuid,
  config_id text,
  qr_code_url text,
  failure text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, account_id) references entry.account (workspace_id, id),
  constraint code_state unique (workspace_id, state),
  constraint live_has_way check (status <> 'live' or (config_id is not null and qr_code_url is not null))
);
comment on table entry.code is
  'Staff codes. A code is written before WeCom is asked, and live only with the config_id that WeCom shows nowhere else; its state comes back with everyone who scans it.';

create table entry.post (
  workspace_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  content_id uuid,
  code_id uuid,
  title text not null check (title <> ''),
  url text,
  link_code text not null,
  target_url text not null,
  cost_fen bigint not null default 0 check (cost_fen >= 0),
  impressions bigint check (impressions >= 0),
  reads bigint check (reads >= 0),
  posted_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, account_id) references entry.account (workspace_id, id),
  foreign key (workspace_id, code_id) references entry.code (workspace_id, id)
);
comment on table entry.post is
  'One piece of content placed by one account, with a tracked link of its own.';
create index post_of_account on entry.post (workspace_id, account_id, posted_at desc);
create index post_of_code on entry.post (workspace_id, code_id) where code_id is not null;

create table entry.greeting (
  workspace_id uuid primary key,
  text text not null,
  content_id uuid,
  updated_at timestamptz not null
);
comment on table entry.greeting is
  'What a newcomer receives whose code says nothing of its own.';
