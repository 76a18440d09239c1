-- A module that listens to rare facts keeps a cursor far behind the newest fact. Asked along this
-- index, it is told at once that nothing is new to it, instead of passing everybody else's facts by.
create index outbox_fact on platform.outbox (fact, xid, position);
