create schema audience;

create table audience.segment (
  workspace_id uuid not null,
  segment_id uuid not null,
  name text not null check (length(name) between 1 and 100),
  purpose text not null default '' check (length(purpose) <= 500),
  predicate jsonb not null,
  reads text[] not null,
  state text not null check (state in ('draft', 'live', 'archived')),
  version int not null default 1 check (version > 0),
  -- Everybody up to this person has been looked at under this version; null when all have been.
  looked_up_to bigint,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (workspace_id, segment_id)
);
comment on table audience.segment is 'A condition with a name. Memberships of a live one follow events at once.';
create unique index segment_name on audience.segment (workspace_id, name) where state <> 'archived';
create index segment_backfill on audience.segment (workspace_id) where looked_up_to is not null;

create table audience.membership (
  workspace_id uuid not null,
  segment_id uuid not null,
  person_id bigint not null,
  since timestamptz not null,
  why text not null,
  primary key (workspace_id, segment_id, person_id)
);
comment on table audience.membership is 'Who is in now, since when and why. PII: behaviour; owner: workspace; eraser: rows of the person are deleted.';
create index membership_person on audience.membership (workspace_id, person_id);
create index membership_since on audience.membership (workspace_id, segment_id, since desc, person_id);

create table audience.passage (
  workspace_id uuid not null,
  segment_id uuid not null,
  person_id bigint not null,
  at timestamptz not null,
  entered boolean not null,
  why text not null,
  primary key (workspace_id, segment_id, person_id, at, entered)
);
comment on table audience.passage is 'Who entered or left, when and why; append-only. PII: behaviour; owner: workspace; eraser: rows of the person are deleted.';
create index passage_person on audience.passage (workspace_id, person_id, at desc);
create index passage_day on audience.passage (workspace_id, segment_id, at);

-- Changes of membership on their way to ClickHouse, newest verdict per person; emptied as copied.
create table audience.mirror (
  workspace_id uuid not null,
  segment_id uuid not null,
  person_id bigint not null,
  member boolean not null,
  version bigint generated always as identity,
  primary key (workspace_id, segment_id, person_id)
);
comment on table audience.mirror is 'Memberships to be copied to ClickHouse; a row leaves when it is there. PII: behaviour; owner: workspace; eraser: rows of the person are deleted.';

create table audience.flip (
  workspace_id uuid not null,
  segment_id uuid not null,
  person_id bigint not null,
  due_at timestamptz not null,
  primary key (workspace_id, segment_id, person_id)
);
comment on table audience.flip is 'The next instant at which an answer may change by time alone (law 5); woken then, never polled. PII: behaviour; owner: workspace; eraser: rows of the person are deleted.';
create index flip_due on audience.flip (due_at);

-- Whoever changes a membership need not remember the mirror: the table itself does.
create function audience.remember_mirror() returns trigger language plpgsql as $$
begin
  insert into audience.mirror as m (workspace_id, segment_id, person_id, member)
  select workspace_id, segment_id, person_id, tg_op = 'INSERT' from changed
  on conflict (workspace_id, segment_id, person_id) do update
    set member = excluded.member, version = default;
  return null;
end $$;
create trigger membership_in after insert on audience.membership
  referencing new table as changed for each statement execute function audience.remember_mirror();
create trigger membership_out after delete on audience.membership
  referencing old table as changed for each statement execute function audience.remember_mirror();

create table audience.known (
  workspace_id uuid not null,
  person_id bigint not null,
  primary key (workspace_id, person_id)
);
comment on table audience.known is 'People whom every live segment has looked at once. PII: none beyond the id; owner: workspace; eraser: rows of the person are deleted.';
