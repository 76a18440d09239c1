-- Scores move all the time: with room on its page a row moves in place, and no index is touched.
alter table profile.interest set (fillfactor = 70);
