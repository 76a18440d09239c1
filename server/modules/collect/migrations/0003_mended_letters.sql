-- What it takes to read a dead letter again as it was read when it came, and what became of it.
alter table collect.dead_letter
  add column dialect text not null default 'segment',
  add column history boolean not null default false,
  -- JSON of what the request said beside its events (when it was sent); never a key
  add column beside text not null default '{}',
  add column sent_again_at timestamptz,
  add column sent_again_as bigint;
comment on column collect.dead_letter.sent_again_as is
  'Position in the inbox under which the mended event was taken.';
create index dead_letter_open on collect.dead_letter (workspace_id, position, index)
  where sent_again_at is null;
