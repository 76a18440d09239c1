-- Whose letter it was before a merge: it goes back to her when the merge is undone.
alter table deliver.letter add column was bigint;
