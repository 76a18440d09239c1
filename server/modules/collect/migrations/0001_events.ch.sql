CREATE TABLE IF NOT EXISTS events {on_cluster} (
  workspace_id UUID,
  event LowCardinality(String),
  at DateTime64(3, 'UTC'),
  received_at DateTime64(3, 'UTC'),
  message_id String,
  ident_id UInt64,
  person_id UInt64,
  source LowCardinality(String),
  channel LowCardinality(String),
  properties JSON,
  history Bool,
  INDEX by_ident ident_id TYPE bloom_filter(0.01) GRANULARITY 2,
  INDEX by_received received_at TYPE minmax GRANULARITY 1
)
ENGINE = {engine_prefix}MergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (workspace_id, event, at)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'What people did. A row keeps the identifier it came with, so that history follows the identity graph; the person of a row is resolvedPerson (identity/model). PII: behaviour by person; owner: workspace; eraser: governance deletes by ident_id.'
