-- A run that is due because somebody entered or was heard stems from that; one that is due because
-- time has passed stems from nothing but time (null). See platform.root().
alter table journey.run add column root xid8 default platform.root();
update journey.run set root = null;
