create schema loyalty;

create table loyalty.coupon (
  workspace_id uuid not null,
  id uuid not null,
  name text not null check (name <> ''),
  description text not null default '',
  kind text not null check (kind in ('general', 'app_only')),
  threshold_fen bigint not null default 0 check (threshold_fen >= 0),
  value_fen bigint check (value_fen > 0),
  percent_off int check (percent_off between 1 and 99),
  limit_per_person int not null default 1 check (limit_per_person >= 1),
  valid_from timestamptz,
  valid_until timestamptz,
  valid_days int check (valid_days between 1 and 3650),
  refund_rule text not null check (refund_rule in ('give_back', 'keep_used')),
  status text not null default 'live' check (status in ('live', 'paused', 'ended')),
  created_at timestamptz not null,
  primary key (workspace_id, id),
  constraint one_value check ((value_fen is null) <> (percent_off is null)),
  constraint one_validity check ((valid_until is null) <> (valid_days is null))
);
comment on table loyalty.coupon is
  'A batch of coupons: what one is worth, for whom and how long. How many there are is the ledger''s to say.';

-- Accounts hold whole coupons of one batch. Every coupon is in exactly one account at any instant:
-- the sum over a batch is always zero, with `issued` as the source (negative: all ever made).
create table loyalty.account (
  workspace_id uuid not null,
  id bigint generated always as identity,
  coupon_id uuid not null,
  kind text not null check (kind in ('issued', 'stock', 'held', 'redeemed', 'expired', 'revoked')),
  person_id bigint,
  balance bigint not null default 0,
  primary key (workspace_id, id),
  foreign key (workspace_id, coupon_id) references loyalty.coupon (workspace_id, id),
  constraint account_of unique nulls not distinct (workspace_id, coupon_id, kind, person_id),
  constraint only_holders_are_people check ((kind = 'held') = (person_id is not null)),
  constraint balance_not_negative check (kind = 'issued' or balance >= 0)
);
comment on table loyalty.account is
  'Where coupons of a batch are. Balances are moved by the trigger on loyalty.entry alone. PII: person_id of held accounts; owner: workspace; eraser: the person''s coupons are revoked, then her empty account is deleted.';

create table loyalty.entry (
  workspace_id uuid not null,
  id bigint generated always as identity,
  key text not null,
  coupon_id uuid not null,
  from_account bigint not null,
  to_account bigint not null,
  quantity bigint not null check (quantity > 0),
  grant_id uuid,
  reason text not null,
  at timestamptz not null,
  primary key (workspace_id, id),
  constraint entry_key unique (workspace_id, key),
  constraint two_accounts check (from_account <> to_account)
);
comment on table loyalty.entry is
  'The double-entry ledger, append-only: each row takes coupons from one account (credit) and puts as many into another (debit).';
create index entry_of_coupon on loyalty.entry (workspace_id, coupon_id, id);
create index entry_of_grant on loyalty.entry (workspace_id, grant_id) where grant_id is not null;

create function loyalty.post_entry() returns trigger language plpgsql as $$
declare
  moved int;
begin
  update loyalty.account a
    set balance = balance + case when a.id = new.to_account then new.quantity else -new.quantity end
    where a.workspace_id = new.workspace_id and a.coupon_id = new.coupon_id
      and a.id in (new.from_account, new.to_account);
  get diagnostics moved = row_count;
  if moved <> 2 then
    raise exception 'entry % names no two accounts of its coupon', new.key;
  end if;
  return null;
end $$;
create trigger post_entry after insert on loyalty.entry
  for each row execute function loyalty.post_entry();

create function loyalty.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only';
end $$;
create trigger append_only before update or delete on loyalty.entry
  for each row execute function loyalty.refuse_change();

create table loyalty.coupon_grant (
  workspace_id uuid not null,
  id uuid not null,
  coupon_id uuid not null,
  code text not null,
  key text not null,
  person_id bigint not null,
  ident_id bigint,
  state text not null check (state in ('held', 'redeemed', 'expired', 'revoked')),
  reason text not null,
  granted_at timestamptz not null,
  valid_from timestamptz not null,
  expires_at timestamptz not null,
  order_id text,
  redeemed_at timestamptz,
  moves int not null default 0,
  primary key (workspace_id, id),
  foreign key (workspace_id, coupon_id) references loyalty.coupon (workspace_id, id),
  constraint grant_key unique (workspace_id, key),
  constraint grant_code unique (workspace_id, code),
  constraint redeemed_has_time check (state <> 'redeemed' or redeemed_at is not null)
);
comment on table loyalty.coupon_grant is
  'One coupon in one person''s hands, once per key. Its state agrees with the account its coupon is in; moves numbers its ledger entries. PII: person_id; owner: workspace; eraser: revoked and person_id replaced by 0.';
create index grant_of_person on loyalty.coupon_grant (workspace_id, person_id, granted_at desc);
create index grant_of_ident on loyalty.coupon_grant (workspace_id, ident_id);
create index grant_of_order on loyalty.coupon_grant (workspace_id, order_id) where order_id is not null;
create index grant_expiring on loyalty.coupon_grant (expires_at) where state = 'held';
