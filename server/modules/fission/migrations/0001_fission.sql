create schema fission;

create table fission.game (
  workspace_id uuid not null,
  game_id uuid not null,
  kind text not null check (kind = 'invite'),
  name text not null check (length(name) between 1 and 100),
  state text not null check (state in ('draft', 'live', 'paused', 'ended')),
  rules jsonb not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (workspace_id, game_id)
);
comment on table fission.game is 'A game in which people bring friends, with its rules.';

create table fission.invitation (
  workspace_id uuid not null,
  invitation_id uuid not null,
  game_id uuid not null,
  code text not null,
  inviter_ident bigint not null,
  inviter_person bigint not null,
  created_at timestamptz not null,
  opened int not null default 0 check (opened >= 0),
  primary key (workspace_id, invitation_id),
  constraint invitation_code unique (code),
  foreign key (workspace_id, game_id) references fission.game
);
comment on table fission.invitation is 'One invitation code a person and game. PII: who invites; owner: workspace; eraser: rows of the person are deleted.';
create unique index invitation_once on fission.invitation (workspace_id, game_id, inviter_ident);
create index invitation_person on fission.invitation (workspace_id, inviter_person);

create table fission.acceptance (
  workspace_id uuid not null,
  acceptance_id uuid not null,
  game_id uuid not null,
  invitation_id uuid not null,
  invitee_ident bigint not null,
  invitee_person bigint not null,
  state text not null check (state in ('accepted', 'rewarded', 'revoked', 'refused', 'expired')),
  why text not null default '',
  accepted_at timestamptz not null,
  expires_at timestamptz not null,
  order_id text,
  settled_at timestamptz,
  inviter_grant uuid,
  invitee_grant uuid,
  inviter_outcome text,
  invitee_outcome text,
  primary key (workspace_id, acceptance_id),
  -- The first friend who brought her keeps her, whatever happens at the same instant.
  constraint one_inviter_each unique (workspace_id, game_id, invitee_person),
  foreign key (workspace_id, invitation_id) references fission.invitation
);
comment on table fission.acceptance is 'A friend who came, and what became of it. Invariant: one a person and game. PII: who was invited by whom; owner: workspace; eraser: rows of the person are deleted.';
create index acceptance_waiting on fission.acceptance (workspace_id, invitee_person) where state = 'accepted';
create index acceptance_order on fission.acceptance (workspace_id, order_id) where order_id is not null;
create index acceptance_invitation on fission.acceptance (workspace_id, invitation_id);
create index acceptance_expiry on fission.acceptance (expires_at) where state = 'accepted';

create table fission.bought (
  workspace_id uuid not null,
  ident_id bigint not null,
  person_id bigint not null,
  first_order_id text not null,
  first_paid_at timestamptz not null,
  primary key (workspace_id, ident_id)
);
comment on table fission.bought is 'Who has bought before, and so cannot be brought as new. PII: purchases; owner: workspace; eraser: rows of the person are deleted.';
create index bought_person on fission.bought (workspace_id, person_id);
