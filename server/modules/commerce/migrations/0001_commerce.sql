create schema commerce;

create table commerce.product (
  workspace_id uuid not null,
  product_id text not null check (product_id <> ''),
  name text not null,
  category text,
  brand text,
  price_fen bigint check (price_fen >= 0),
  image_url text,
  url text,
  tags text[] not null default '{}',
  status text not null default 'on_sale' check (status in ('on_sale', 'off_sale')),
  origin text not null check (origin in ('api', 'csv', 'order')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, product_id)
);
comment on table commerce.product is
  'The catalogue. Products first seen in an order are kept with origin = order until someone describes them.';

create table commerce.order (
  workspace_id uuid not null,
  order_id text not null check (order_id <> ''),
  state text not null
    check (state in ('submitted', 'paid', 'partly_refunded', 'refunded', 'cancelled')),
  currency text not null,
  pay_fen bigint not null check (pay_fen >= 0),
  refunded_fen bigint not null default 0,
  products jsonb not null default '[]',
  coupon_grant_ids text[] not null default '{}',
  store_id text,
  guide_id text,
  properties jsonb not null default '{}',
  submitted_at timestamptz,
  paid_at timestamptz,
  cancelled_at timestamptz,
  ident_id bigint,
  person_id bigint,
  identifiers_sealed text,
  source text not null,
  history boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, order_id),
  constraint refund_not_above_paid check (refunded_fen >= 0 and refunded_fen <= pay_fen),
  constraint paid_has_time check (state in ('submitted', 'cancelled') or paid_at is not null),
  constraint refund_state check (
    case state
      when 'refunded' then refunded_fen = pay_fen
      when 'partly_refunded' then refunded_fen > 0 and refunded_fen < pay_fen
      else refunded_fen = 0
    end)
);
comment on table commerce.order is
  'One row per order, whichever way and however often it was reported. Never more refunded than paid. ident_id is the identifier it came with, so that it follows the identity graph; identifiers_sealed is kept only until that is known. PII: person_id, identifiers_sealed; owner: workspace; eraser: they and ident_id are set to null, sums stay.';
create index order_of_person on commerce.order (workspace_id, person_id, paid_at);
create index order_of_ident on commerce.order (workspace_id, ident_id);
create index order_by_time on commerce.order (workspace_id, (coalesce(paid_at, submitted_at, created_at)) desc);

create table commerce.refund (
  workspace_id uuid not null,
  refund_id text not null check (refund_id <> ''),
  order_id text not null,
  refund_fen bigint not null check (refund_fen > 0),
  reason text,
  products jsonb not null default '[]',
  refunded_at timestamptz not null,
  created_at timestamptz not null,
  primary key (workspace_id, refund_id),
  foreign key (workspace_id, order_id) references commerce.order (workspace_id, order_id)
);
comment on table commerce.refund is
  'Refunds, each counted once by its id; their sum is commerce.order.refunded_fen.';
create index refund_of_order on commerce.refund (workspace_id, order_id);

create table commerce.contradiction (
  workspace_id uuid not null,
  order_id text not null,
  message_id text not null,
  difference jsonb not null,
  at timestamptz not null,
  primary key (workspace_id, order_id, message_id)
);
comment on table commerce.contradiction is
  'Events that told of an order differently from what was known: the first telling stands, the other one is kept here to be seen.';
