-- What a run that lost against another of the same person was waiting for, so that she goes on with
-- it when the two turn out to be two people after all.
alter table journey.run add column set_aside jsonb;
alter table journey.run add constraint run_set_aside_by_merge
  check (set_aside is null or outcome = 'merged');
