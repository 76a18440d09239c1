import { parseArgs } from 'node:util'
import { EXIT_USAGE, Plain } from './plain.ts'

/** One option of a command, for parsing and for its help alike. */
export interface Flag {
  /** what follows it, as help shows it; a switch takes nothing */
  takes?: string
  says: string
}

export interface Parsed<Name extends string> {
  /** the text given, `true` for a switch, undefined when absent */
  flag(name: Name): string | undefined
  has(name: Name): boolean
  /** the text given, or a complaint that it is missing */
  need(name: Name): string
  positionals: string[]
  /** every text given, by its flag */
  texts: Readonly<Record<string, string>>
}

export interface Usage<Name extends string> {
  /** `siyu keys create` */
  command: string
  /** `FILE`, when it takes one */
  positionals?: readonly string[]
  flags: Readonly<Record<Name, Flag>>
  /** whole command lines, each with what it is for */
  examples?: readonly { does: string; line: string }[]
}

/** Reads a command line strictly: what is not known is named, with what is. */
export function parseFlags<Name extends string>(
  argv: readonly string[],
  usage: Usage<Name>,
): Parsed<Name> {
  const names = Object.keys(usage.flags) as Name[]
  const options = Object.fromEntries(
    names.map((name) => [
      name,
      { type: usage.flags[name].takes === undefined ? 'boolean' : 'string' } as const,
    ]),
  )
  const { values, positionals } = parse(argv, options, usage)
  const expected = usage.positionals ?? []
  if (positionals.length > expected.length)
    throw new Plain(
      `${usage.command}: “${positionals[expected.length]}” is one word too many.\n\n${helpOf(usage)}`,
      EXIT_USAGE,
    )
  const missing = expected[positionals.length]
  if (missing)
    throw new Plain(`${usage.command}: ${missing} is missing.\n\n${helpOf(usage)}`, EXIT_USAGE)
  const flag = (name: Name) => (typeof values[name] === 'string' ? values[name] : undefined)
  return {
    flag,
    has: (name) => values[name] !== undefined,
    need: (name) => {
      const given = flag(name)
      if (given === undefined || given === '')
        throw new Plain(
          `${usage.command} needs --${name}: ${usage.flags[name].says}.\n\n${helpOf(usage)}`,
          EXIT_USAGE,
        )
      return given
    },
    positionals,
    texts: Object.fromEntries(
      Object.entries(values).filter(
        (pair): pair is [string, string] => typeof pair[1] === 'string',
      ),
    ),
  }
}

function parse<Name extends string>(
  argv: readonly string[],
  options: Record<string, { type: 'boolean' | 'string' }>,
  usage: Usage<Name>,
): { values: Record<string, string | boolean | undefined>; positionals: string[] } {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options,
      strict: true,
      allowPositionals: true,
    })
    return { values: values as Record<string, string | boolean | undefined>, positionals }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    const said = error.message.split('. ')[0] ?? error.message
    throw new Plain(`${usage.command}: ${said}.\n\n${helpOf(usage)}`, EXIT_USAGE, { cause: error })
  }
}

/** The flags of a command, one a line. */
export function helpOf<Name extends string>(usage: Usage<Name>): string {
  const rows = (Object.entries(usage.flags) as [Name, Flag][]).map(
    ([name, { takes, says }]) => [`--${name}${takes ? ` ${takes}` : ''}`, says] as const,
  )
  const width = Math.max(0, ...rows.map(([left]) => left.length))
  const head = [usage.command, ...(usage.positionals ?? []), '[options]'].join(' ')
  return [
    head,
    ...rows.map(([left, says]) => `  ${left.padEnd(width)}  ${says}`),
    ...(usage.examples ?? []).flatMap(({ does, line }) => ['', `${does}:`, `  ${line}`]),
  ].join('\n')
}
