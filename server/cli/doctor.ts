import { openDatabase } from '#platform/db/db.ts'
import type { Config } from '#platform/config.ts'
import type { Command } from './command.ts'
import { dataDirChecks } from './doctor/data-dir.ts'
import { engineChecks } from './doctor/engines.ts'
import type { Finding } from './doctor/finding.ts'
import { machineChecks } from './doctor/machine.ts'
import { serverChecks } from './doctor/server.ts'
import { truthChecks } from './doctor/truth.ts'
import { parseFlags } from './flags.ts'
import { answer } from './plain.ts'
import { runningServer } from './run-file.ts'
import { SERVER_FLAGS, settings } from './settings.ts'

const usage = { command: 'siyu doctor', flags: SERVER_FLAGS } as const

const SIGNS = { ok: '✓', warn: '!', bad: '✗' } as const

export const doctor: Command = {
  summary: 'says what is wrong with this installation, and how to mend it',
  usage,
  async run(argv) {
    const config = settings(parseFlags(argv, usage))
    const counts = { ok: 0, warn: 0, bad: 0 }
    for await (const finding of examine(config)) {
      counts[finding.level]++
      answer(`${SIGNS[finding.level]} ${finding.what}: ${finding.says}`)
      if (finding.mend) answer(`    → ${finding.mend}`)
    }
    answer(`${counts.ok} ok, ${counts.warn} to look at, ${counts.bad} bad`)
    process.exitCode = counts.bad > 0 ? 1 : 0
  },
}

/** One finding after the other, from the machine up to the address people use. */
async function* examine(config: Config): AsyncGenerator<Finding> {
  yield* machineChecks(config)
  const running = runningServer(config.dataDir)
  yield* dataDirChecks(config, running)
  yield* engineChecks(config, running)
  const url = running?.postgresUrl ?? config.databaseUrl
  if (url) {
    await using database = openDatabase(url, 2)
    yield* truthChecks(database)
  } else
    yield {
      level: 'warn',
      what: 'queues and migrations',
      says: 'not looked at, for the embedded PostgreSQL is stopped',
      mend: 'start the server and run siyu doctor again',
    }
  yield* serverChecks(config, running)
}
