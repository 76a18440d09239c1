import { violationsOf, withoutExceptions } from './architecture/rules.ts'
import { readAliases, readSources } from './architecture/sources.ts'

/** Whether the tree keeps the shape of scripts/architecture/table.ts; breaches are printed. */
export function architecture(): boolean {
  const aliases = readAliases()
  const sources = readSources()
  const violations = withoutExceptions(sources.flatMap((source) => violationsOf(source, aliases)))
  for (const { file, line, rule, says, mend } of violations) {
    console.log(`${file}:${line} [${rule}] ${says}. ${mend}`)
  }
  console.log(`architecture: ${sources.length} files, ${violations.length} breaches`)
  return violations.length === 0
}

if (import.meta.main) process.exitCode = architecture() ? 0 : 1
