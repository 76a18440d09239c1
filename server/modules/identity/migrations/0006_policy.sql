create table identity.policy (
  workspace_id uuid not null,
  version int not null check (version > 0),
  -- kind → {perPerson, outright}; kinds that are left out are as they ship (model/policy.ts)
  limits jsonb not null,
  at timestamptz not null,
  by text not null,
  why text not null,
  primary key (workspace_id, version)
);
comment on table identity.policy is
  'What one person may have of each kind of identifier, every version there ever was; the greatest is in force. No row: as it ships. Written under the graph''s lock, so that whoever holds the graph knows which is in force.';

create table identity.blocked (
  workspace_id uuid not null,
  kind text not null,
  lookup text not null,
  sealed text,
  at timestamptz not null,
  by text not null,
  primary key (workspace_id, kind, lookup),
  check ((kind in ('phone', 'email')) = (sealed is not null))
);
comment on table identity.blocked is
  'Values that stand for nobody: a shop''s own number, a test account. Events with nothing else are under the value''s other name (scope blocked), which no evidence ties to anybody. At most 1,000 a workspace. PII: a phone or mail address (sealed); owner: workspace; eraser: taking it off the list.';

create table identity.policy_todo (
  workspace_id uuid not null,
  person_id bigint not null,
  primary key (workspace_id, person_id)
);
comment on table identity.policy_todo is
  'Persons that a change of the rules may touch and that were not derived again yet; identity.policy works them off.';

create table identity.policy_run (
  workspace_id uuid primary key,
  version int not null,
  people int not null,
  merged int not null default 0,
  split int not null default 0,
  started_at timestamptz not null,
  finished_at timestamptz
);
comment on table identity.policy_run is
  'How far the last change of the rules has come: of so many persons, how many were merged into others and split off.';
