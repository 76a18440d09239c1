import { z } from 'zod'
import { newWorkspace } from '#modules/governance/contract/views.ts'
import { createWorkspace } from '#modules/governance/service/workspaces.ts'
import type { Command } from './command.ts'
import { parseFlags } from './flags.ts'
import { EXIT_USAGE, Plain, answer } from './plain.ts'
import { STORE_FLAGS, settings } from './settings.ts'
import { withTruth } from './truth.ts'

const usage = {
  command: 'siyu workspace create',
  flags: {
    name: { takes: 'NAME', says: 'how the workspace is called' },
    'time-zone': { takes: 'ZONE', says: 'where its people live; default Asia/Shanghai' },
    currency: { takes: 'CODE', says: 'what they pay in; default CNY' },
    ...STORE_FLAGS,
  },
} as const

export const workspaceCreate: Command = {
  summary: 'make a workspace; answers its id and first keys as JSON',
  usage,
  async run(argv) {
    const given = parseFlags(argv, usage)
    const input = newWorkspace.safeParse({
      name: given.need('name'),
      timeZone: given.flag('time-zone'),
      currency: given.flag('currency'),
    })
    if (!input.success) throw new Plain(z.prettifyError(input.error), EXIT_USAGE)
    const created = await withTruth(settings(given), ({ ctx }) => createWorkspace(ctx, input.data))
    answer(JSON.stringify({ id: created.workspace.id, ...created.keys }))
  },
}
