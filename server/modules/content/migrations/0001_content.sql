create schema content;

create table content.item (
  workspace_id uuid not null,
  id uuid not null unique,
  kind text not null check (kind in ('text', 'article', 'image', 'link', 'mini_program')),
  status text not null default 'draft'
    check (status in ('draft', 'in_review', 'published', 'archived')),
  title text not null check (title <> ''),
  body text not null default '',
  format text not null default 'markdown' check (format in ('markdown', 'html')),
  cover_url text,
  target_url text,
  mini_program jsonb,
  scene_tags text[] not null default '{}',
  product_tags text[] not null default '{}',
  purchase_stage text check (purchase_stage in ('awareness', 'need', 'decision')),
  answers text check (answers in ('why_need', 'why_us', 'what_get')),
  source text not null check (source in ('staff', 'partner', 'kol', 'koc', 'writer', 'user')),
  revision int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  published_at timestamptz,
  primary key (workspace_id, id),
  constraint image_has_picture check (kind <> 'image' or cover_url is not null),
  constraint link_has_target check (kind <> 'link' or target_url is not null),
  constraint card_has_mini_program check (kind <> 'mini_program' or mini_program is not null)
);
comment on table content.item is
  'The library. A kind always has what it needs to be shown; status moves only along model/lifecycle.ts.';
create index item_by_status on content.item (workspace_id, status, updated_at desc);
create index item_scene_tags on content.item using gin (scene_tags);
create index item_product_tags on content.item using gin (product_tags);

create table content.link (
  workspace_id uuid not null,
  code text not null unique,
  key text,
  target_url text not null check (target_url ~ '^https?://'),
  properties jsonb not null,
  person_id bigint,
  claimed_by text,
  created_at timestamptz not null,
  expires_at timestamptz,
  primary key (workspace_id, code),
  constraint link_key unique (workspace_id, key)
);
comment on table content.link is
  'Tracked short links. The target is fixed when the link is made, so /l/ is never an open redirect; claimed_by is the blinded anonymous id of the first browser that opened a personal link. PII: person_id, claimed_by; owner: workspace; eraser: rows of the person are deleted.';
create index link_of_person on content.link (workspace_id, person_id) where person_id is not null;

create table content.page_source (
  workspace_id uuid primary key,
  write_key text not null
);
comment on table content.page_source is
  'The write key with which this workspace''s own pages report; public by nature, made once.';
