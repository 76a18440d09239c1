create table profile.privacy_notice (
  workspace_id uuid primary key,
  -- who is answerable, as people know it: the workspace's name, as governance announces it
  controller text not null default '',
  contact text not null default '' check (length(contact) <= 200),
  policy_url text check (policy_url ~ '^https?://'),
  changed_at timestamptz not null,
  changed_by text not null
);
comment on table profile.privacy_notice is 'What people read on the brand''s pages of who keeps their data, and whom to ask. No personal data.';
