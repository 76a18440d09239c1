-- A list as somebody likes to see it: which filters, in which order, with which columns.
create table governance.saved_view (
  workspace_id uuid not null references governance.workspace (id),
  id uuid not null,
  list text not null check (list ~ '^[a-z][a-z0-9-]{0,39}$'),
  name text not null check (length(name) between 1 and 60),
  owner_id uuid references governance.app_user (id),
  is_shared boolean not null,
  search jsonb not null,
  columns text[],
  created_at timestamptz not null,
  changed_at timestamptz not null,
  deleted_at timestamptz,
  primary key (workspace_id, id),
  -- What belongs to nobody belongs to the team.
  constraint saved_view_has_owner check (owner_id is not null or is_shared)
);
comment on table governance.saved_view is 'Saved views of the console''s lists, own or the team''s. A removed one waits 30 days for an undo. Words typed into a search box are never kept, so no name or phone number of a customer gets here. PII: which member of staff made it; owner: workspace; eraser: removing the member (own ones go, shared ones become the team''s).';
create unique index saved_view_name_once on governance.saved_view (workspace_id, list, owner_id, name)
  where deleted_at is null;

create table governance.default_view (
  workspace_id uuid not null references governance.workspace (id),
  user_id uuid not null references governance.app_user (id),
  list text not null,
  view_id uuid not null,
  primary key (workspace_id, user_id, list),
  foreign key (workspace_id, view_id) references governance.saved_view (workspace_id, id) on delete cascade
);
comment on table governance.default_view is 'The view a list opens with for one member. PII: a choice of a member of staff; owner: workspace; eraser: removing the member.';
