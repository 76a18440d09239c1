-- What waits here for ClickHouse stems from somebody's event or verb; see platform.root().
alter table identity.redirect add column root xid8 not null default platform.root();
alter table identity.announcement add column root xid8 not null default platform.root();
