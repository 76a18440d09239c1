-- What waits here stems from somebody's event or verb; see platform.root().
alter table audience.mirror add column root xid8 not null default platform.root();
create or replace function audience.remember_mirror() returns trigger language plpgsql as $$
begin
  insert into audience.mirror as m (workspace_id, segment_id, person_id, member)
  select workspace_id, segment_id, person_id, tg_op = 'INSERT' from changed
  order by workspace_id, segment_id, person_id
  on conflict (workspace_id, segment_id, person_id) do update
    set member = excluded.member, version = default, root = least(m.root, excluded.root);
  return null;
end $$;

alter table audience.segment add column looks_since xid8;
comment on column audience.segment.looks_since is
  'While everybody is looked at once: the transaction that wanted it.';
create function audience.remember_look() returns trigger language plpgsql as $$
begin
  new.looks_since := pg_current_xact_id();
  return new;
end $$;
create trigger segment_looks before insert or update on audience.segment
  for each row when (new.looked_up_to = 0) execute function audience.remember_look();
update audience.segment set looks_since = pg_current_xact_id() where looked_up_to is not null;
