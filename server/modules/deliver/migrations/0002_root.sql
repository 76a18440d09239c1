-- A letter to be sent at once stems from whatever asked for it; one put off, from time (null).
-- See platform.root().
alter table deliver.letter add column root xid8;
