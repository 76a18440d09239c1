import { sql, uint, uuid } from '#kernel/sql.ts'
import type { Sql } from '#kernel/sql.ts'

/** How many, and twenty of them, from one reading. */
export const preview = (people: Sql, sampleSize: number): Sql => sql`
  SELECT count() AS n, arrayMap(id -> toString(id), groupArray(${uint(sampleSize)})(person_id)) AS sample
  FROM (${people})`

/** How many, and a sample that is the same whoever asks and favours nobody: by a hash of the person. */
export const fairSample = (people: Sql, size: number): Sql => sql`
  SELECT count() AS n,
    arrayMap(pair -> toString(pair.2),
      arraySlice(arraySort(groupArray((cityHash64(person_id), person_id))), 1, ${uint(size)})) AS sample
  FROM (${people})`

export const headCount = (people: Sql): Sql => sql`SELECT count() AS n FROM (${people})`

/** Event names of the last 90 days with the properties they carried, most frequent first. */
export const eventVocabulary = (workspaceId: string): Sql => sql`
  SELECT event, count() AS times,
    arraySlice(arraySort(groupUniqArrayArray(200)(JSONAllPaths(properties))), 1, 100) AS properties
  FROM events WHERE workspace_id = ${uuid(workspaceId)}
  GROUP BY event ORDER BY times DESC LIMIT 300`

export const peopleVocabulary = (workspaceId: string): Sql => sql`
  SELECT groupUniqArrayArray(500)(JSONExtractKeys(attributes)) AS attributes,
    groupUniqArrayArray(1000)(tags) AS tags,
    groupUniqArray(200)(source) AS channels
  FROM people FINAL WHERE workspace_id = ${uuid(workspaceId)} AND NOT gone`
