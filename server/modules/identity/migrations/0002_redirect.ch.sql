CREATE DICTIONARY IF NOT EXISTS identity_redirect {on_cluster} (
  ident_id UInt64,
  person_id UInt64
)
PRIMARY KEY ident_id
SOURCE(CLICKHOUSE(QUERY 'SELECT ident_id, argMax(person_id, version) AS person_id FROM identity_redirect_rows GROUP BY ident_id'))
LAYOUT(HASHED())
LIFETIME(0)
