CREATE TABLE IF NOT EXISTS identity_redirect_rows {on_cluster} (
  ident_id UInt64,
  person_id UInt64,
  version UInt64
)
ENGINE = {engine_prefix}ReplacingMergeTree(version)
ORDER BY ident_id
COMMENT 'Identifiers whose events were stored under another person than the one they belong to now'
