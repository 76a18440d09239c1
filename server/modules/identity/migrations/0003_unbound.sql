create table identity.unbound (
  workspace_id uuid not null,
  ident_id bigint not null,
  until timestamptz not null,
  message_id text not null,
  source text not null,
  primary key (workspace_id, ident_id)
);
comment on table identity.unbound is
  'Identifiers that were unbound: no evidence about one counts that is as old as the latest time somebody unbound it, however late it arrives. PII: ids of people; owner: workspace; eraser: governance erases by person.';
