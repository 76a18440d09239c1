create table collect.named_event (
  workspace_id uuid not null,
  id uuid not null,
  name text not null check (length(name) between 1 and 100),
  label text not null,
  note text not null,
  -- { base, where: conditions }: see model/naming/rule.ts
  rule jsonb not null,
  version int not null check (version > 0),
  archived_at timestamptz,
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (workspace_id, id)
);
comment on table collect.named_event is
  'Captured events that operators named afterwards. The name never changes, because conditions refer to it; what it means does, version by version. Of one name at most one is not archived. Nothing is copied into history: the rule is asked whenever events are read.';
create unique index named_event_name on collect.named_event (workspace_id, name)
  where archived_at is null;

create table collect.named_event_version (
  workspace_id uuid not null,
  id uuid not null,
  version int not null,
  label text not null,
  note text not null,
  rule jsonb not null,
  archived boolean not null,
  at timestamptz not null,
  by text not null,
  primary key (workspace_id, id, version)
);
comment on table collect.named_event_version is
  'Every state a named event was ever in, append-only; going back to one is a new version.';

create table collect.naming (
  workspace_id uuid primary key,
  revision xid8 not null
);
comment on table collect.naming is
  'By which transaction the named events of a workspace last changed: what processes remember of them is good for exactly this revision. No row: none was ever named.';
