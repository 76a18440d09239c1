CREATE TABLE IF NOT EXISTS segment_members {on_cluster} (
  workspace_id UUID,
  segment_id UUID,
  person_id UInt64,
  member Bool,
  version UInt64
) ENGINE = {engine_prefix}ReplacingMergeTree(version)
ORDER BY (workspace_id, segment_id, person_id)
