create table identity.terminal (
  workspace_id uuid not null,
  ident_id bigint not null,
  source text not null,
  since timestamptz not null,
  primary key (workspace_id, ident_id, source)
);
comment on table identity.terminal is
  'Since when an event of this sender that names no account on this browser or device is nobody''s: since a log-in by that sender, or (source empty: whoever sends) since a second account was seen there. Only ever moves back in time. PII: ids of browsers; owner: workspace; eraser: governance erases by person.';

create table identity.action (
  workspace_id uuid not null,
  action_id bigint generated always as identity,
  kind text not null check (kind in ('merge', 'split', 'retract', 'forbid', 'lift', 'undo')),
  at timestamptz not null,
  by text not null,
  why text not null,
  did jsonb not null,
  undoes bigint,
  undone_by bigint,
  primary key (workspace_id, action_id)
);
comment on table identity.action is
  'What people did to the graph by hand, with all it takes to undo it: evidence taken back and given, pairs set apart and let together. An undo is an action like any other. PII: none beyond ids of identifiers; owner: workspace; eraser: governance erases by person.';

create table identity.squash (
  one boolean primary key default true check (one),
  due_at timestamptz,
  settled_version bigint not null default 0
);
comment on table identity.squash is
  'When history is next rewritten under the persons of now (null: no identifier is redirected), and up to which redirect it was when last looked at. Redirects up to there are dropped a whole pause later, when no batch that was resolved before them can still be on its way. Personal data: none.';
insert into identity.squash (one) values (true);
