create schema governance;

create table governance.workspace (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  time_zone text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  created_at timestamptz not null
);
comment on table governance.workspace is 'A brand''s world of its own; every other row belongs to one. Zone and currency are what its people see.';

-- Users stand outside of workspaces: one person may be a member of several.
create table governance.app_user (
  id uuid primary key,
  email_sealed text not null,
  email_blind text not null,
  name text not null,
  password_hash text,
  is_owner boolean not null default false,
  created_at timestamptz not null,
  disabled_at timestamptz,
  constraint app_user_email_once unique (email_blind)
);
comment on table governance.app_user is 'People who may sign in. The email is sealed and found by blind index; the password is an argon2id hash. PII: email, name of staff; owner: installation; eraser: removing the last membership (eraseUser).';

create table governance.membership (
  workspace_id uuid not null references governance.workspace (id),
  user_id uuid not null references governance.app_user (id),
  role text not null check (role in ('admin', 'operator', 'analyst', 'guide')),
  created_at timestamptz not null,
  primary key (workspace_id, user_id)
);
comment on table governance.membership is 'Who may what where: one role per person and workspace.';
create index membership_user on governance.membership (user_id);

create table governance.session (
  token_hash text primary key,
  user_id uuid not null references governance.app_user (id),
  created_at timestamptz not null,
  expires_at timestamptz not null
);
comment on table governance.session is 'Signed-in browsers. Only the hash of the cookie is kept; a new sign-in makes a new one.';
create index session_of_user on governance.session (user_id);

create table governance.password_link (
  token_hash text primary key,
  user_id uuid not null references governance.app_user (id),
  expires_at timestamptz not null,
  used_at timestamptz
);
comment on table governance.password_link is 'One-time links by which a person sets a password; only their hash is kept, each works once.';

create table governance.api_key (
  workspace_id uuid not null references governance.workspace (id),
  id uuid not null,
  key_hash text not null,
  prefix text not null,
  name text not null,
  scopes text[] not null check (cardinality(scopes) > 0),
  created_by text not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (workspace_id, id),
  constraint api_key_hash_once unique (key_hash)
);
comment on table governance.api_key is 'Programs'' keys. Only the hash is kept (the key has 256 random bits, so a plain sha-256 is enough); a revoked one stays revoked.';

create table governance.login_attempt (
  id bigint generated always as identity primary key,
  account_blind text not null,
  address_blind text not null,
  at timestamptz not null
);
comment on table governance.login_attempt is 'Failed sign-ins within the window, to slow down guessing. PII: blind index of account and network address; owner: installation; eraser: swept a day later.';
create index login_attempt_account on governance.login_attempt (account_blind, at);
create index login_attempt_address on governance.login_attempt (address_blind, at);
