create table collect.plan (
  workspace_id uuid primary key,
  revision bigint not null,
  unplanned text not null check (unplanned in ('watch', 'flag', 'block'))
);
comment on table collect.plan is
  'How often the tracking plan of a workspace was changed, so that processes know whether what they remember of it still holds, and what is done with events that no plan names. No row: the default plan as it ships, and everything is accepted.';

create table collect.plan_event (
  workspace_id uuid not null,
  event text not null check (length(event) between 1 and 200),
  -- see model/plan/definition.ts
  definition jsonb not null,
  version int not null check (version > 0),
  archived_at timestamptz,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (workspace_id, event)
);
comment on table collect.plan_event is
  'What a workspace says of an event, whole, over what the default plan says of it. Archived: the event is in no plan. A change names the version that it was made from, so nobody overwrites what another has changed since.';

create table collect.plan_event_version (
  workspace_id uuid not null,
  event text not null,
  version int not null,
  definition jsonb not null,
  archived boolean not null,
  at timestamptz not null,
  by text not null,
  primary key (workspace_id, event, version)
);
comment on table collect.plan_event_version is
  'Every state a planned event was ever in, append-only.';

alter table collect.inbox add column withheld int[];
comment on column collect.inbox.withheld is
  'Which events of the row the tracking plan refused at the door: they are dead letters. Kept, because the plan may read differently when the row is worked off, or worked off again.';
