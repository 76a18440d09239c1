import { z } from 'zod'
import { createWriteKey } from '#modules/collect/service.ts'
import { scope } from '#modules/governance/contract/views.ts'
import { SCOPES } from '#modules/governance/model/roles.ts'
import { createKey, listKeys, revokeKey } from '#modules/governance/service/keys.ts'
import type { Command } from './command.ts'
import { inNamedWorkspace } from './find-workspace.ts'
import { parseFlags } from './flags.ts'
import { EXIT_USAGE, Plain, answer } from './plain.ts'
import { STORE_FLAGS, settings } from './settings.ts'
import { withTruth } from './truth.ts'

const WORKSPACE = {
  workspace: { takes: 'W', says: 'the workspace, by name or id' },
  ...STORE_FLAGS,
} as const

const createUsage = {
  command: 'siyu keys create',
  flags: {
    ...WORKSPACE,
    kind: { takes: 'KIND', says: 'api (default): for programs; write: for SDKs that send events' },
    scopes: {
      takes: 'A,B',
      says: 'what an API key may, for example profile:read,audience:write; *: everything',
    },
    name: { takes: 'NAME', says: 'what the key is for' },
  },
} as const

export const keysCreate: Command = {
  summary: 'make a key; prints only the key',
  usage: createUsage,
  async run(argv) {
    const given = parseFlags(argv, createUsage)
    const kind = given.flag('kind') ?? 'api'
    if (kind !== 'api' && kind !== 'write')
      throw new Plain(`--kind is api or write, not “${kind}”.`, EXIT_USAGE)
    if (kind === 'write' && given.has('scopes'))
      throw new Plain('A write key sends events and nothing else: it has no --scopes.', EXIT_USAGE)
    const scopes = kind === 'api' ? scopesIn(given.need('scopes')) : []
    const workspace = given.need('workspace')
    const name = given.flag('name') ?? kind
    await withTruth(settings(given), async (truth) => {
      const ctx = await inNamedWorkspace(truth, workspace)
      const made =
        kind === 'api'
          ? await createKey(ctx, { name, scopes })
          : await createWriteKey(ctx, { name })
      answer(made.key)
    })
  },
}

function scopesIn(text: string) {
  const words = text
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean)
  const read = z.array(scope).min(1).safeParse(words)
  if (read.success) return read.data
  const unknown = words.filter((word) => !scope.safeParse(word).success)
  throw new Plain(
    `There is no scope ${unknown.map((word) => `“${word}”`).join(', ')}. Scopes: ${SCOPES.join(', ')}`,
    EXIT_USAGE,
  )
}

const listUsage = { command: 'siyu keys list', flags: WORKSPACE } as const
const MOST_SHOWN = 200

export const keysList: Command = {
  summary: 'the API keys of a workspace',
  usage: listUsage,
  async run(argv) {
    const given = parseFlags(argv, listUsage)
    const workspace = given.need('workspace')
    await withTruth(settings(given), async (truth) => {
      const ctx = await inNamedWorkspace(truth, workspace)
      const { items } = await listKeys(ctx, { limit: MOST_SHOWN })
      for (const key of items)
        answer(
          [
            key.id,
            `${key.prefix}…`,
            key.name,
            key.scopes.join(','),
            key.revokedAt ? `revoked ${key.revokedAt}` : `used ${key.lastUsedAt ?? 'never'}`,
          ].join('\t'),
        )
    })
  },
}

const revokeUsage = {
  command: 'siyu keys revoke',
  positionals: ['KEY_ID'],
  flags: WORKSPACE,
} as const

export const keysRevoke: Command = {
  summary: 'end a key for good, by its id (siyu keys list)',
  usage: revokeUsage,
  async run(argv) {
    const given = parseFlags(argv, revokeUsage)
    const [id = ''] = given.positionals
    if (!z.uuid().safeParse(id).success)
      throw new Plain(`“${id}” is no key id: siyu keys list shows them.`, EXIT_USAGE)
    const workspace = given.need('workspace')
    await withTruth(settings(given), async (truth) => {
      await revokeKey(await inNamedWorkspace(truth, workspace), { id })
      answer(`${id} is revoked.`)
    })
  },
}
