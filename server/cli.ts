import { adminCreate } from './cli/admin.ts'
import type { Command } from './cli/command.ts'
import { doctor } from './cli/doctor.ts'
import { plainOf } from './cli/faults.ts'
import { helpOf } from './cli/flags.ts'
import { importEvents, importOrders, importPeople } from './cli/import/commands.ts'
import { keysCreate, keysList, keysRevoke } from './cli/keys.ts'
import { EXIT_USAGE, Plain, answer, tell } from './cli/plain.ts'
import { serve } from './cli/serve.ts'
import { start } from './cli/start.ts'
import { version } from './cli/version.ts'
import { workspaceCreate } from './cli/workspace.ts'
import { world } from './cli/world.ts'

/** Everything `siyu` can do, by the words that call it. */
const COMMANDS: Readonly<Record<string, Command>> = {
  start,
  serve,
  'admin create': adminCreate,
  'workspace create': workspaceCreate,
  'keys create': keysCreate,
  'keys list': keysList,
  'keys revoke': keysRevoke,
  'import orders': importOrders,
  'import events': importEvents,
  'import people': importPeople,
  world,
  doctor,
  version,
}

const HELP_WORDS = new Set(['help', '--help', '-h'])

function helpForAll(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((words) => words.length))
  return [
    'siyu COMMAND [options]',
    '',
    ...Object.entries(COMMANDS).map(([words, c]) => `  ${words.padEnd(width)}  ${c.summary}`),
    '',
    'siyu help COMMAND says what a command takes. Settings may also come as environment variables.',
  ].join('\n')
}

/** The command that the first one or two words name, and what is left of the line. */
function find(words: readonly string[]): { command: Command; rest: string[] } | undefined {
  for (const count of [2, 1]) {
    const command = COMMANDS[words.slice(0, count).join(' ')]
    if (command && words.length >= count) return { command, rest: words.slice(count) }
  }
  return undefined
}

async function main(argv: readonly string[]): Promise<void> {
  const [first = 'help'] = argv
  if (HELP_WORDS.has(first)) {
    const found = find(argv.slice(1))
    answer(found ? `${helpOf(found.command.usage)}\n\n${found.command.summary}` : helpForAll())
    return
  }
  const found = find(argv)
  if (!found) throw new Plain(`There is no command “${argv[0]}”.\n\n${helpForAll()}`, EXIT_USAGE)
  if (found.rest.some((word) => word === '--help' || word === '-h')) {
    answer(`${helpOf(found.command.usage)}\n\n${found.command.summary}`)
    return
  }
  await found.command.run(found.rest)
}

try {
  await main(process.argv.slice(2))
  process.exitCode ??= 0
} catch (error) {
  const plain = plainOf(error)
  if (plain) tell(`✗ ${plain.message}`)
  else
    tell(
      '✗ A fault of ours; please report it:',
      error instanceof Error ? String(error.stack) : String(error),
    )
  process.exitCode = plain?.exitCode ?? 1
}
// The embedded engine keeps threads of its own; what had to be stopped in order has been.
process.exit()
