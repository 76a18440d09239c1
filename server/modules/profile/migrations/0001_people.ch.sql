CREATE TABLE IF NOT EXISTS people {on_cluster} (
  workspace_id UUID,
  person_id UInt64,
  created_at DateTime64(3, 'UTC'),
  attributes String,
  tags Array(String),
  stage LowCardinality(String),
  tier LowCardinality(String),
  interests Map(String, Float64),
  reachable Array(String),
  source LowCardinality(String),
  orders UInt32,
  paid_fen Int64,
  first_order_at Nullable(DateTime64(3, 'UTC')),
  last_order_at Nullable(DateTime64(3, 'UTC')),
  gone Bool,
  version UInt64
) ENGINE = {engine_prefix}ReplacingMergeTree(version)
ORDER BY (workspace_id, person_id)
