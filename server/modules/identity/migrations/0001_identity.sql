create schema identity;

-- One row a workspace: whoever changes the graph locks it first, so changes happen one after another.
create table identity.graph (
  workspace_id uuid primary key,
  version bigint not null default 0
);
comment on table identity.graph is
  'The version of a workspace''s graph: the id of the transaction that wrote to it last, under a row lock. Caches are valid for exactly one version.';

create sequence identity.person_ids as bigint start 1001;
create sequence identity.ident_ids as bigint start 1001;

create table identity.person (
  workspace_id uuid not null,
  person_id bigint not null,
  created_at timestamptz not null,
  survivor_id bigint check (survivor_id <> person_id),
  contested boolean not null default false,
  last_strength smallint,
  last_at timestamptz,
  last_message_id text,
  last_n int,
  primary key (workspace_id, person_id)
);
comment on table identity.person is
  'A person is derived from evidence. An absorbed one names its survivor, never another absorbed one (chains are flat). last_* is the weakest key among the evidence that holds it together; contested: some evidence at its border was outvoted.';
create index person_survivor on identity.person (workspace_id, survivor_id) where survivor_id is not null;

create table identity.identifier (
  workspace_id uuid not null,
  ident_id bigint not null,
  kind text not null,
  scope text not null,
  lookup text not null,
  sealed text,
  person_id bigint not null,
  home_person_id bigint not null,
  first_seen_at timestamptz not null,
  primary key (workspace_id, ident_id),
  unique (workspace_id, kind, scope, lookup),
  check ((kind in ('phone', 'email')) = (sealed is not null))
);
comment on table identity.identifier is
  'Each identifier belongs to one living person; home_person_id is the person it was born with, to which an undone merge gives it back. lookup is the value itself, for phone and email a blind index. PII: phone and email (sealed), ids of people; owner: workspace; eraser: governance erases by person.';
create index identifier_person on identity.identifier (workspace_id, person_id);

create table identity.evidence (
  workspace_id uuid not null,
  evidence_id bigint generated always as identity,
  ident_a bigint not null,
  ident_b bigint not null,
  rule text not null check (rule in ('same_event', 'alias', 'manual')),
  strength smallint not null,
  at timestamptz not null,
  message_id text not null,
  n int not null,
  source text not null,
  clash text,
  retracted_at timestamptz,
  retracted_by text,
  why text,
  primary key (workspace_id, evidence_id),
  check (ident_a < ident_b),
  unique (workspace_id, ident_a, ident_b, message_id, rule)
);
comment on table identity.evidence is
  'Why two identifiers are one person. Append-only: a row is retracted, never deleted; clash says which limit outvoted it. A repeat that is no earlier than what is known adds nothing and is not kept.';
create index evidence_a on identity.evidence (workspace_id, ident_a) where retracted_at is null;
create index evidence_b on identity.evidence (workspace_id, ident_b) where retracted_at is null;
create index evidence_clash on identity.evidence (workspace_id, evidence_id) where clash is not null and retracted_at is null;

create table identity.apart (
  workspace_id uuid not null,
  ident_a bigint not null,
  ident_b bigint not null,
  said_at timestamptz not null,
  said_by text not null,
  why text not null,
  primary key (workspace_id, ident_a, ident_b),
  check (ident_a < ident_b)
);
comment on table identity.apart is
  'Two identifiers that somebody declared to be two people: no evidence may join them until a person says otherwise.';
create index apart_b on identity.apart (workspace_id, ident_b);

create table identity.redirect (
  workspace_id uuid not null,
  ident_id bigint not null,
  person_id bigint not null,
  version bigint generated always as identity,
  primary key (workspace_id, version)
);
comment on table identity.redirect is
  'Identifiers that changed their person and that ClickHouse has not heard of yet; emptied by identity.redirects.';

create table identity.announcement (
  workspace_id uuid not null,
  number bigint generated always as identity,
  fact text not null,
  body jsonb not null,
  primary key (workspace_id, number)
);
comment on table identity.announcement is
  'Merges and splits that history has not followed yet: modules hear of one only after ClickHouse has, or they would look at the past of the wrong person.';
