alter table collect.recent add column counts boolean not null default true;
comment on column collect.recent.counts is
  'False: it told again of an order or a refund that counted already, and changed no number.';
comment on table collect.seen is
  'A message id counts once: the place (inbox position and index) that won it. So does an order or a refund, whoever tells of it, under an id of its own (order:<id>:paid). Rows of live sources go after 90 days, far beyond every SDK''s retries; those of imports and of orders (history) stay, because either may be told again years later.';
