-- Work that waits knows the transaction it stems from at first: an event's, a verb's, a timer's. A
-- fact heard hands its root on to whatever the listener writes (`siyu.root`, set for that transaction),
-- so that one can wait for all that follows from something, however long the chain, and for nothing
-- else. Invariant: a consequence commits together with the end of what caused it, under the same root.
create function platform.root() returns xid8 language sql volatile as $$
  select coalesce(nullif(current_setting('siyu.root', true), '')::xid8, pg_current_xact_id())
$$;
comment on function platform.root() is
  'The transaction from which the work of the running one stems: its own, unless it carries on another''s.';

alter table platform.outbox add column root xid8 not null default platform.root();
comment on column platform.outbox.root is 'The transaction this fact stems from, through whatever facts and timers.';

create table platform.watch (
  id uuid primary key,
  snapshot pg_snapshot not null default pg_current_snapshot(),
  until timestamptz not null
);
comment on table platform.watch is
  'Who waits right now for all that follows from what this snapshot saw (GET /api/settled). While somebody does, work that follows from it and work that does not are carried on in parts, or the one would pass for the other.';
