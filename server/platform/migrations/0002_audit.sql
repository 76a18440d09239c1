-- Who did what to what. Rows are appended in the transaction of the change they tell of; a tick
-- chains them afterwards in commit order, so that no writer ever waits for another one's row.
create table platform.audit (
  workspace_id uuid not null,
  id bigint generated always as identity,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('user', 'key', 'system', 'nobody')),
  actor_id text not null,
  actor_name text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  detail jsonb not null default '{}',
  -- place in the workspace's chain and sha-256 of (hash before ‖ this row); null until chained
  seq bigint,
  hash text,
  primary key (workspace_id, id),
  constraint audit_chained_whole check ((seq is null) = (hash is null)),
  constraint audit_seq_once unique (workspace_id, seq)
);
comment on table platform.audit is 'Append-only: rows never change but to be chained, once, and are never deleted. detail holds no personal data. PII: name of a member of staff; owner: workspace; eraser: none while the workspace stands, it is the record of who did what.';
create index audit_unchained on platform.audit (id) where seq is null;
create index audit_at on platform.audit (workspace_id, at desc, id desc);

create table platform.audit_head (
  workspace_id uuid primary key,
  seq bigint not null,
  hash text not null
);
comment on table platform.audit_head is 'The last link of each workspace''s chain: rows cut off at the end are missed here.';

create function platform.audit_only_grows() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.seq is null and new.seq is not null
     and (old.workspace_id, old.id, old.at, old.actor_kind, old.actor_id, old.actor_name, old.action,
          old.subject_kind, old.subject_id, old.detail)
       = (new.workspace_id, new.id, new.at, new.actor_kind, new.actor_id, new.actor_name, new.action,
          new.subject_kind, new.subject_id, new.detail)
  then return new; end if;
  raise exception 'platform.audit only grows';
end $$;
create trigger audit_only_grows before update or delete on platform.audit
  for each row execute function platform.audit_only_grows();
