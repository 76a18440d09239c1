alter table entry.code
  add column way_type smallint not null default 2 check (way_type in (1, 2)),
  add column serving text[] not null default '{}',
  add column duty jsonb,
  add column duty_standing text not null default 'duty'
    check (duty_standing in ('duty', 'stand_in', 'nobody')),
  add column duty_next_at timestamptz,
  add column duty_failure text,
  add column welcomes jsonb not null default '[]',
  add column last_added_at timestamptz;
comment on column entry.code.serving is 'Who stands behind the way in WeCom now; the duty decides.';
update entry.code set serving = staff_userids,
  way_type = case when cardinality(staff_userids) = 1 then 1 else 2 end;
create index code_duty_next on entry.code (duty_next_at) where duty_next_at is not null;

create table entry.code_load (
  workspace_id uuid not null,
  code_id uuid not null,
  -- in the time zone of the duty
  day date not null,
  load_id uuid not null,
  staff_userid text not null,
  primary key (workspace_id, code_id, day, load_id),
  foreign key (workspace_id, code_id) references entry.code (workspace_id, id)
);
comment on table entry.code_load is
  'Who of the staff took in a newcomer by a code, by day: what caps and even shares go by. One row a newcomer, so that those who come together wait for nobody; kept for a week. PII: staff ids; owner: workspace; eraser: none.';

alter table entry.greeting add column variants jsonb not null default '[]';

alter table entry.connection add column ways_looked_at timestamptz;
