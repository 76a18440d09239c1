create table collect.hook (
  workspace_id uuid not null,
  id uuid not null,
  -- the source that it is: its health, its volume, and its end
  key_id uuid not null,
  token_hash bytea not null unique,
  token_sealed text not null,
  secret_sealed text not null,
  scheme jsonb not null,
  -- what a sender wants to hear; '' is {"success":true}
  answer text not null default '' check (length(answer) <= 1000),
  mapping jsonb not null,
  version int not null check (version > 0),
  changed_at timestamptz not null,
  changed_by text not null,
  last_bad_signature_at timestamptz,
  last_ignored_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, key_id)
);
comment on table collect.hook is
  'A webhook source: an address of its own, who may use it (scheme, model/hook-signature.ts), and how its payloads become events (mapping, model/mapping). It ends when its write key is revoked.';

create table collect.hook_version (
  workspace_id uuid not null,
  hook_id uuid not null,
  version int not null,
  mapping jsonb not null,
  at timestamptz not null,
  by text not null,
  primary key (workspace_id, hook_id, version)
);
comment on table collect.hook_version is
  'Every mapping a webhook ever had, append-only.';

create table collect.hook_sample (
  workspace_id uuid not null,
  hook_id uuid not null,
  id bigint generated always as identity,
  at timestamptz not null,
  sealed text not null,
  primary key (workspace_id, hook_id, id)
);
comment on table collect.hook_sample is
  'The last payloads of a webhook, to map them by. PII: whatever a shop sends of its buyers (sealed); owner: workspace; eraser: all but the newest 10 go when one comes, and all after 7 days.';
