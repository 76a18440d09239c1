import { VERSION } from '#platform/http/app.ts'
import type { Command } from './command.ts'
import { parseFlags } from './flags.ts'
import { answer } from './plain.ts'

const usage = { command: 'siyu version', flags: {} } as const

export const version: Command = {
  summary: 'which Siyu this is',
  usage,
  async run(argv) {
    parseFlags(argv, usage)
    answer(`siyu ${VERSION} · node ${process.version}`)
  },
}
