create schema deliver;

create table deliver.reach (
  workspace_id uuid not null,
  carrier text not null,
  scope text not null,
  address_blind text not null,
  person_id bigint not null,
  address_sealed text not null,
  since timestamptz not null,
  lost_at timestamptz,
  opened_by text,
  opened_at timestamptz,
  primary key (workspace_id, carrier, scope, address_blind),
  constraint reach_opened_whole check ((opened_by is null) = (opened_at is null))
);
comment on table deliver.reach is 'By which carrier, and through whom (scope: member of staff, app id), an address reaches whom. Invariant: one person an address and scope. PII: external user ids, openids, phone numbers, email addresses, sealed; owner: workspace; eraser: rows of the person are deleted.';
create index reach_person on deliver.reach (workspace_id, person_id);

create table deliver.budget_use (
  workspace_id uuid not null,
  person_id bigint not null,
  uses jsonb not null default '[]',
  primary key (workspace_id, person_id),
  constraint budget_uses_list check (jsonb_typeof(uses) = 'array')
);
comment on table deliver.budget_use is 'What a person was sent, or is to be sent, in the last month: one row a person, locked while a letter is decided, so that two deciders never spend the same room. PII: contact history; owner: workspace; eraser: rows of the person are deleted.';

create table deliver.policy (
  workspace_id uuid primary key,
  policy jsonb not null,
  updated_at timestamptz not null,
  updated_by text not null
);
comment on table deliver.policy is 'The message budget a workspace chose; without a row the default stands. Personal data: none.';

create table deliver.zone (
  workspace_id uuid primary key,
  time_zone text not null
);
comment on table deliver.zone is 'The zone of each workspace, as governance tells it: whose night quiet hours are, unless the policy names another. Personal data: none.';

create table deliver.letter (
  workspace_id uuid not null,
  letter_id uuid not null,
  key text not null,
  person_id bigint,
  content_id uuid,
  kind text not null check (kind in ('marketing', 'service')),
  carriers text[] not null,
  carrier text,
  scope text not null default '',
  state text not null check (state in
    ('queued', 'held', 'sending', 'created', 'sent', 'failed', 'unknown', 'withheld', 'expired')),
  reason text,
  cap_id text,
  journey_id uuid,
  node_id text,
  run_id uuid,
  campaign_id uuid,
  requested_at timestamptz not null,
  due_at timestamptz,
  expires_at timestamptz,
  claimed_at timestamptz,
  attempts int not null default 0,
  task_id uuid,
  provider_id text,
  address_blind text,
  sent_at timestamptz,
  updated_at timestamptz not null,
  primary key (workspace_id, letter_id),
  constraint letter_key unique (workspace_id, key),
  constraint letter_person check (person_id is not null or carrier = 'wecom_welcome'),
  constraint letter_not_sent_has_reason
    check (state not in ('withheld', 'failed', 'expired', 'held') or reason is not null),
  constraint letter_on_its_way_has_carrier
    check (state in ('withheld') or carrier is not null),
  constraint letter_sent_has_instant check (state <> 'sent' or sent_at is not null)
);
comment on table deliver.letter is 'One message to one person, by intent: the key makes it one, whoever retries. Invariant: what was not sent says why; a created WeCom task is not a sent letter. PII: contact history; owner: workspace; eraser: rows of the person are deleted.';
create index letter_due on deliver.letter (due_at) where state in ('queued', 'held');
create index letter_unknown on deliver.letter (due_at) where state = 'unknown';
create index letter_under_way on deliver.letter (claimed_at) where state = 'sending';
create index letter_of_person on deliver.letter (workspace_id, person_id, requested_at desc);
create index letter_newest on deliver.letter (workspace_id, requested_at desc);
create index letter_of_task on deliver.letter (workspace_id, task_id) where task_id is not null;
create index letter_of_campaign on deliver.letter (workspace_id, campaign_id) where campaign_id is not null;

create table deliver.task (
  workspace_id uuid not null,
  task_id uuid not null,
  staff_userid text not null,
  content_id uuid not null,
  state text not null check (state in ('creating', 'waiting_for_staff', 'partly', 'done', 'given_up', 'failed')),
  provider_id text,
  marker text not null,
  created_at timestamptz not null,
  poll_at timestamptz,
  gives_up_at timestamptz not null,
  primary key (workspace_id, task_id)
);
comment on table deliver.task is 'A WeCom mass-message task of one member of staff: created is not sent until she confirms and WeCom tells the result. The marker is text that only this task carries, by which a lost answer is found again. Personal data: none of customers.';
create index task_poll on deliver.task (poll_at) where poll_at is not null;

create table deliver.broadcast (
  workspace_id uuid not null,
  broadcast_id uuid not null,
  name text not null,
  segment_id uuid not null,
  content_id uuid not null,
  carriers text[] not null,
  kind text not null,
  state text not null check (state in ('running', 'stopped', 'done')),
  after_person bigint not null default 0,
  people int not null default 0,
  created_at timestamptz not null,
  created_by text not null,
  primary key (workspace_id, broadcast_id)
);
comment on table deliver.broadcast is 'One content to one segment, worked off in chunks; after_person is how far it came, so a crash repeats nothing. Personal data: none.';
create index broadcast_running on deliver.broadcast (workspace_id) where state = 'running';
