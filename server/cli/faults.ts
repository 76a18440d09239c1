import { DataDirInUse } from '#platform/data-dir-lock.ts'
import { MigrationChanged } from '#platform/db/migrate.ts'
import { WrongSecret } from '#platform/db/embedded.ts'
import { Refusal, fill } from '#kernel/refusal.ts'
import { Plain } from './plain.ts'

/** Errors of Node and of PostgreSQL carry a code; those of sockets an address too. */
type Known = Error & { code?: string; port?: number; address?: string; hostname?: string }

const placeOf = ({ address, hostname, port }: Known): string =>
  [address ?? hostname ?? 'the address given', ...(port === undefined ? [] : [port])].join(':')

interface Fault {
  when(error: Known): boolean
  says(error: Known): string
}

/** What can be wrong around an installation, one plain sentence each, with the way out. */
const FAULTS: readonly Fault[] = [
  {
    when: (e) => e instanceof DataDirInUse,
    says: (e) =>
      `${e.message}: stop that one first, or give this one a directory of its own with --data-dir.`,
  },
  {
    when: (e) => e instanceof WrongSecret,
    says: (e) => `${e.message}: start with the secret it was made with.`,
  },
  {
    when: (e) => e instanceof MigrationChanged,
    says: (e) =>
      `This data was made by another version of Siyu (${e.message}): start that version, or an empty directory with --data-dir.`,
  },
  {
    when: (e) => e.code === 'EADDRINUSE',
    says: (e) =>
      `Port ${String(e.port)} is in use by another program: choose another one with --port.`,
  },
  {
    when: (e) => e.code === 'EACCES' && e.port !== undefined,
    says: (e) =>
      `Port ${String(e.port)} needs more rights than this user has: choose one above 1024.`,
  },
  {
    when: (e) => e.code === 'ENOSPC' || e.code === '53100' || /no space left/i.test(e.message),
    says: () => 'There is no disk space left: free some and start again; nothing stored is lost.',
  },
  {
    when: (e) => e.code === 'EACCES' || e.code === 'EPERM' || e.code === 'EROFS',
    says: (e) => `This user may not write where it must (${e.message}).`,
  },
  {
    when: (e) => e.code === '28P01' || e.code === '28000',
    says: () => 'PostgreSQL refuses this user and password: check DATABASE_URL.',
  },
  {
    when: (e) => e.code === '3D000',
    says: (e) => `${e.message} in PostgreSQL: create it, or check DATABASE_URL.`,
  },
  {
    when: (e) =>
      ['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ETIMEDOUT', 'EAI_AGAIN'].includes(
        String(e.code),
      ),
    says: (e) =>
      `Nothing answers at ${placeOf(e)} (${String(e.code)}): is it running, and are DATABASE_URL and CLICKHOUSE_URL right?`,
  },
]

/** The plain sentence for a fault we know, however deep it lies; undefined for a bug of ours. */
export function plainOf(error: unknown): Plain | undefined {
  for (const link of chainOf(error)) {
    if (link instanceof Plain) return link
    if (link instanceof Refusal)
      return new Plain(
        [
          fill(link.def.en, link.detail),
          ...link.errors.map((e) => `  • ${e.field}: ${e.reason}`),
        ].join('\n'),
      )
    const fault = FAULTS.find(({ when }) => when(link))
    if (fault) return new Plain(fault.says(link), 1, { cause: error })
  }
  return undefined
}

function* chainOf(error: unknown): Generator<Error> {
  for (let link = error; link instanceof Error; link = link.cause) {
    yield link
    if (link instanceof AggregateError) for (const inner of link.errors) yield* chainOf(inner)
  }
}
