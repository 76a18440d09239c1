create table entry.group_seen (
  workspace_id uuid not null,
  chat_id text not null,
  name text not null,
  owner_userid text not null,
  -- null: dismissed
  members int check (members >= 0),
  seen_at timestamptz not null,
  primary key (workspace_id, chat_id)
);
comment on table entry.group_seen is
  'How full customer groups are, as community last read them: what a group code needs to move on.';

create table entry.group_code (
  workspace_id uuid not null,
  id uuid not null,
  number text not null unique,
  name text not null check (name <> ''),
  -- live: our page is printed and what stands behind it changes; static: a group's own code is printed
  kind text not null check (kind in ('live', 'static')),
  status text not null check (status in ('live', 'closed')),
  scan_limit int not null check (scan_limit between 2 and 500),
  fallback_code_id uuid,
  fallback_url text,
  account_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  looked_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, account_id) references entry.account (workspace_id, id),
  foreign key (workspace_id, fallback_code_id) references entry.code (workspace_id, id)
);
comment on table entry.group_code is
  'Group codes. What is printed never changes; the groups behind it do.';

create table entry.group_place (
  workspace_id uuid not null,
  id uuid not null,
  group_code_id uuid not null,
  position int not null,
  kind text not null check (kind in ('join_way', 'uploaded')),
  status text not null check (status in ('creating', 'live', 'failed', 'removed')),
  failure text,
  -- of a join way
  state text check (char_length(state) between 1 and 30),
  config_id text,
  qr_code_url text,
  chat_ids text[] not null default '{}' check (cardinality(chat_ids) <= 5),
  -- groups that were full and made room for the next one
  moved_on text[] not null default '{}',
  auto_creates boolean not null default false,
  room_base_name text,
  room_base_id int,
  -- of an uploaded code
  picture bytea,
  picture_type text check (picture_type in ('image/png', 'image/jpeg')),
  expires_at timestamptz,
  most_shown int check (most_shown > 0),
  shown int not null default 0,
  read_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  constraint group_place_state unique (workspace_id, state),
  constraint live_way_is_whole check (kind <> 'join_way' or status <> 'live' or
    (config_id is not null and qr_code_url is not null and state is not null)),
  constraint uploaded_is_whole check (kind <> 'uploaded' or
    (picture is not null and picture_type is not null and expires_at is not null)),
  foreign key (workspace_id, group_code_id) references entry.group_code (workspace_id, id)
);
comment on table entry.group_place is
  'What stands behind a group code, in order: join ways of WeCom, and codes that were uploaded and die. A way is written before WeCom is asked, and live only with its config_id.';
create index group_place_of_code on entry.group_place (workspace_id, group_code_id, position);

create table entry.group_code_alarm (
  workspace_id uuid not null,
  group_code_id uuid not null,
  kind text not null check (kind in ('full', 'fills_soon', 'expires_soon', 'expired', 'gone')),
  opened_at timestamptz not null,
  ended_at timestamptz,
  -- what was seen when it opened
  detail jsonb not null,
  primary key (workspace_id, group_code_id, kind, opened_at),
  foreign key (workspace_id, group_code_id) references entry.group_code (workspace_id, id)
);
comment on table entry.group_code_alarm is
  'What threatens a group code, from when to when. One open alarm a code and kind.';
create unique index group_code_alarm_open_once on entry.group_code_alarm
  (workspace_id, group_code_id, kind) where ended_at is null;
