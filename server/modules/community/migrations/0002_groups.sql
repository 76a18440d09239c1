alter table community.sync drop constraint sync_kind_check;
alter table community.sync add constraint sync_kind_check check (kind in ('staff', 'contacts', 'groups'));

create table community.group_chat (
  workspace_id uuid not null,
  chat_id text not null,
  corp_id text not null,
  name text not null default '',
  owner_userid text,
  made_at timestamptz,
  dismissed_at timestamptz,
  -- what WeCom calls the state of the list of members
  member_version text,
  members int not null default 0 check (members >= 0),
  customers int not null default 0 check (customers >= 0),
  purpose text check (purpose in ('message', 'conversion', 'benefit', 'service', 'fission', 'other')),
  -- of the last reading; null: only heard of
  read_at timestamptz,
  primary key (workspace_id, chat_id)
);
comment on table community.group_chat is 'Customer groups (客户群) as WeCom shows them; a dismissed one stays. Counts are of the last reading. PII: the owner''s staff id; owner: workspace; eraser: none.';
create index group_newest on community.group_chat (workspace_id, made_at desc);

create table community.group_member (
  workspace_id uuid not null,
  chat_id text not null,
  member_id text not null,
  kind text not null check (kind in ('staff', 'customer')),
  joined_at timestamptz not null,
  join_scene text not null check (join_scene in ('invited', 'link', 'scan', 'unknown')),
  -- of the code she scanned
  state text,
  left_at timestamptz,
  quit_scene text check (quit_scene in ('herself', 'removed', 'dismissed', 'unknown')),
  primary key (workspace_id, chat_id, member_id, joined_at),
  constraint member_left_whole check ((left_at is null) = (quit_scene is null)),
  foreign key (workspace_id, chat_id) references community.group_chat
);
comment on table community.group_member is 'Who was in which group, from when to when: each stay is a row and remains. Invariant: one lasting stay a group and member. PII: who is where; owner: workspace; eraser: rows of the person are deleted.';
create unique index group_member_lasting_once on community.group_member
  (workspace_id, chat_id, member_id) where left_at is null;
create index group_of_member on community.group_member (workspace_id, member_id);
create index group_joins on community.group_member (workspace_id, chat_id, joined_at);
