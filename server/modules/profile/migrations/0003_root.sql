-- What waits here stems from somebody's event or verb; see platform.root(). Several changes of a
-- person become one computation and one copy, which then stems from the oldest of them.
alter table profile.stale add column root xid8 not null default platform.root();

alter table profile.person add column root xid8 not null default platform.root();
comment on column profile.person.root is 'While not mirrored: the oldest transaction whose change is not in ClickHouse yet.';
create function profile.remember_root() returns trigger language plpgsql as $$
begin
  new.root := case when old.mirrored then platform.root() else least(old.root, platform.root()) end;
  return new;
end $$;
create trigger person_root before update on profile.person
  for each row when (not new.mirrored) execute function profile.remember_root();
