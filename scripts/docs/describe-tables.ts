import { z } from 'zod'
import { GENERATED_NOTICE } from './page.ts'

/** A column, with what its table says of itself. */
export const Column = z.object({
  schema: z.string(),
  table: z.string(),
  says: z.string().nullable(),
  column: z.string(),
  type: z.string(),
  required: z.boolean(),
  note: z.string().nullable(),
})
export type Column = z.infer<typeof Column>

const cell = (text: string | null): string => (text ?? '').replaceAll('|', '\\|')

/** One section per schema, one table per table, its invariant above it. */
export function describe(columns: readonly Column[]): string {
  const lines = [GENERATED_NOTICE, '', '# Tables']
  let schema = ''
  let table = ''
  for (const it of columns) {
    if (it.schema !== schema) lines.push('', `## ${it.schema}`)
    if (it.schema !== schema || it.table !== table) {
      lines.push('', `### ${it.schema}.${it.table}`, '', cell(it.says) || '(no comment yet)', '')
      lines.push('| column | type | note |', '| --- | --- | --- |')
    }
    schema = it.schema
    table = it.table
    const type = it.required ? it.type : `${it.type}, may be null`
    lines.push(`| ${it.column} | ${type} | ${cell(it.note)} |`)
  }
  return `${lines.join('\n')}\n`
}
