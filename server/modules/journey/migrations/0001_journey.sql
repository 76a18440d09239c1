create schema journey;

create table journey.journey (
  workspace_id uuid not null,
  journey_id uuid not null,
  name text not null check (length(name) between 1 and 100),
  state text not null check (state in ('draft', 'live', 'paused', 'ended')),
  draft jsonb not null,
  draft_saved_at timestamptz not null,
  live_version int,
  trigger_events text[] not null default '{}',
  trigger_segments uuid[] not null default '{}',
  playbook text,
  created_at timestamptz not null,
  created_by text not null,
  updated_at timestamptz not null,
  primary key (workspace_id, journey_id),
  constraint journey_published_has_version check (state in ('draft', 'ended') or live_version is not null)
);
comment on table journey.journey is 'A journey with its draft. Invariant: what runs is a version, never the draft; the triggers beside it are those of the live version. Personal data: none.';
create index journey_live on journey.journey (workspace_id) where state = 'live';

create table journey.version (
  workspace_id uuid not null,
  journey_id uuid not null,
  version int not null check (version > 0),
  graph jsonb not null,
  published_at timestamptz not null,
  published_by text not null,
  primary key (workspace_id, journey_id, version)
);
comment on table journey.version is 'What was published, unchanged for ever: runs stay on the version they began with. Personal data: none.';
create function journey.version_is_for_ever() returns trigger language plpgsql as $$
begin
  raise exception 'a published version does not change';
end $$;
create trigger version_is_for_ever before update on journey.version
  for each row execute function journey.version_is_for_ever();

create table journey.run (
  workspace_id uuid not null,
  run_id uuid not null,
  journey_id uuid not null,
  version int not null,
  person_id bigint not null,
  subject bigint not null,
  ident_id bigint,
  key text not null,
  node_id text not null,
  visit int not null default 1,
  entered_at timestamptz not null,
  due_at timestamptz,
  listening text[] not null default '{}',
  heard jsonb not null default '[]',
  goals text[] not null default '{}',
  state text not null check (state in ('active', 'done')),
  outcome text check (outcome in ('finished', 'goal', 'ended', 'merged', 'broken', 'erased')),
  failures int not null default 0,
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (workspace_id, run_id),
  constraint run_key unique (workspace_id, journey_id, key),
  constraint run_done_has_outcome check ((state = 'done') = (outcome is not null)),
  constraint run_done_has_end check ((state = 'done') = (ended_at is not null)),
  constraint run_done_waits_for_nothing
    check (state = 'active' or (due_at is null and listening = '{}'))
);
comment on table journey.run is 'One person in one journey. Invariants: one active run a person and journey; the key makes an entry one, whoever retries; deadlines count from entered_at; subject is who she was when she came in and decides her variants for the whole run. PII: behaviour; owner: workspace; eraser: rows of the person are deleted.';
create unique index run_one_active on journey.run (workspace_id, journey_id, person_id) where state = 'active';
create index run_due on journey.run (workspace_id, journey_id, due_at) where state = 'active' and due_at is not null;
create index run_listening on journey.run (workspace_id, person_id) where state = 'active' and listening <> '{}';
create index run_person on journey.run (workspace_id, person_id, started_at desc);

create table journey.step (
  workspace_id uuid not null,
  run_id uuid not null,
  visit int not null,
  journey_id uuid not null,
  version int not null,
  node_id text not null,
  exit text not null,
  entered_at timestamptz not null,
  at timestamptz not null,
  detail jsonb,
  primary key (workspace_id, run_id, visit)
);
comment on table journey.step is 'Append-only: which node a run left, by which exit, when, and why. Invariant: one row a visit, so that no move is counted twice. PII: behaviour, through the run; owner: workspace; eraser: rows of the person''s runs are deleted.';
create index step_counts on journey.step (workspace_id, journey_id, node_id, exit);
