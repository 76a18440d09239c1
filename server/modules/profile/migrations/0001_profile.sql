create schema profile;

-- What is known hangs on the identifier it came with (ident_id), beside the person it belongs to
-- now. A merge or split only moves person_id; the person's row is then computed anew.

create table profile.seen (
  workspace_id uuid not null,
  ident_id bigint not null,
  person_id bigint not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  first_source text not null,
  primary key (workspace_id, ident_id)
) with (fillfactor = 70); -- last_at moves all the time: room to move it in place
comment on table profile.seen is 'When an identifier was first and last seen acting. Invariant: first_at ≤ last_at. PII: behaviour; owner: workspace; eraser: rows of the person are deleted.';
create index seen_person on profile.seen (workspace_id, person_id);

create table profile.purchase (
  workspace_id uuid not null,
  order_id text not null,
  ident_id bigint not null,
  person_id bigint not null,
  paid_at timestamptz not null,
  pay_fen bigint not null check (pay_fen >= 0),
  primary key (workspace_id, order_id)
);
comment on table profile.purchase is 'One row a paid order, for stages and tiers. PII: purchases; owner: workspace; eraser: rows of the person are deleted.';
create index purchase_person on profile.purchase (workspace_id, person_id);

create table profile.refund (
  workspace_id uuid not null,
  refund_id text not null,
  order_id text not null,
  refund_fen bigint not null check (refund_fen >= 0),
  primary key (workspace_id, refund_id)
);
comment on table profile.refund is 'One row a refund, whatever came first, it or its order. PII: purchases; owner: workspace; eraser: rows of the person''s orders are deleted.';
create index refund_order on profile.refund (workspace_id, order_id);

create table profile.attribute (
  workspace_id uuid not null,
  ident_id bigint not null,
  name text not null check (length(name) between 1 and 100),
  person_id bigint not null,
  value jsonb,
  sealed text,
  at timestamptz not null,
  by text not null,
  primary key (workspace_id, ident_id, name),
  constraint attribute_plain_or_sealed check ((value is null) <> (sealed is null))
);
comment on table profile.attribute is 'Attributes as each identifier gave them; the newest wins for the person. Personal ones are sealed, never plain. PII: traits; owner: workspace; eraser: rows of the person are deleted.';
create index attribute_person on profile.attribute (workspace_id, person_id);

create table profile.tag (
  workspace_id uuid not null,
  ident_id bigint not null,
  tag text not null check (length(tag) between 1 and 60),
  person_id bigint not null,
  since timestamptz not null,
  by text not null,
  reason text not null,
  primary key (workspace_id, ident_id, tag)
);
comment on table profile.tag is 'Tags with who put them there and why. PII: opinions about a person; owner: workspace; eraser: rows of the person are deleted.';
create index tag_person on profile.tag (workspace_id, person_id);
create index tag_name on profile.tag (workspace_id, tag);

create table profile.interest (
  workspace_id uuid not null,
  ident_id bigint not null,
  tag text not null,
  person_id bigint not null,
  score double precision not null check (score >= 0),
  at timestamptz not null,
  primary key (workspace_id, ident_id, tag)
);
comment on table profile.interest is 'Interest in a content tag, as a score at an instant; it halves every 30 days. PII: interests; owner: workspace; eraser: rows of the person are deleted.';
create index interest_person on profile.interest (workspace_id, person_id);

create table profile.opt_out (
  workspace_id uuid not null,
  ident_id bigint not null,
  carrier text not null,
  person_id bigint not null,
  at timestamptz not null,
  by text not null,
  primary key (workspace_id, ident_id, carrier)
);
comment on table profile.opt_out is 'Who does not want to hear by which carrier ("all" for none at all). PII: consent; owner: workspace; eraser: kept as proof, its person replaced.';
create index opt_out_person on profile.opt_out (workspace_id, person_id);

create sequence profile.person_version;

create table profile.person (
  workspace_id uuid not null,
  person_id bigint not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  source text not null default '',
  attributes jsonb not null default '{}',
  tags text[] not null default '{}',
  interests jsonb not null default '{}',
  interests_at timestamptz not null,
  reachable text[] not null default '{}',
  opted_out text[] not null default '{}',
  stage text not null check (stage in ('new', 'active', 'silent', 'lost', 'paying')),
  stage_since timestamptz not null,
  tier text check (tier in ('loyal', 'quality', 'ordinary', 'low_frequency', 'lost')),
  tier_since timestamptz,
  orders int not null default 0,
  paid_fen bigint not null default 0,
  first_order_at timestamptz,
  last_order_at timestamptz,
  due_at timestamptz,
  mirrored boolean not null default false,
  gone boolean not null default false,
  version bigint not null default nextval('profile.person_version'),
  primary key (workspace_id, person_id)
);
comment on table profile.person is 'The portrait, computed from the tables above; due_at is the next instant at which stage or tier changes by time alone (law 5). PII: portrait; owner: workspace; eraser: the row is deleted.';
create index person_due on profile.person (due_at) where due_at is not null;
create index person_unmirrored on profile.person (workspace_id, version) where not mirrored;
create index person_newest on profile.person (workspace_id, created_at desc, person_id) where not gone;
create index person_last_seen on profile.person (workspace_id, last_seen_at desc, person_id) where not gone;
create index person_stage on profile.person (workspace_id, stage) where not gone;
create index person_tags on profile.person using gin (tags);

create table profile.transition (
  workspace_id uuid not null,
  person_id bigint not null,
  kind text not null check (kind in ('stage', 'tier')),
  at timestamptz not null,
  was text,
  becomes text,
  why text not null,
  primary key (workspace_id, person_id, kind, at)
);
comment on table profile.transition is 'Every change of stage and tier, dated, with its reason. PII: behaviour; owner: workspace; eraser: rows of the person are deleted.';

create table profile.lifecycle_rules (
  workspace_id uuid primary key,
  rules jsonb not null,
  changed_at timestamptz not null,
  changed_by text not null
);
comment on table profile.lifecycle_rules is 'The brand''s own rules of stages and tiers; absent means the defaults.';

create table profile.stale (
  workspace_id uuid not null,
  person_id bigint not null,
  since timestamptz not null,
  primary key (workspace_id, person_id)
);
comment on table profile.stale is 'People whose interests moved since their portrait was computed; many moves become one computation. PII: none beyond the id; owner: workspace; eraser: rows of the person are deleted.';
create index stale_since on profile.stale (since);
