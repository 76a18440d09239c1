import { z } from 'zod'
import { PASSWORD_MIN_CHARS, password } from '#modules/governance/model/password.ts'
import { joinAsAdmin, putOwner } from '#modules/governance/service/owners.ts'
import { anyWorkspace, createWorkspace } from '#modules/governance/service/workspaces.ts'
import type { Command } from './command.ts'
import { parseFlags } from './flags.ts'
import { EXIT_USAGE, Plain, answer } from './plain.ts'
import { readStdin } from './read-stdin.ts'
import { STORE_FLAGS, settings } from './settings.ts'
import { withTruth } from './truth.ts'

const usage = {
  command: 'siyu admin create',
  flags: {
    email: { takes: 'EMAIL', says: 'what the admin signs in with' },
    name: { takes: 'NAME', says: 'how the admin is called; default: the email' },
    password: { takes: 'TEXT', says: 'the password (others may see it in the list of processes)' },
    'password-stdin': { says: 'read the password from standard input' },
    ...STORE_FLAGS,
  },
} as const

const FIRST_WORKSPACE = { name: 'Siyu', timeZone: 'Asia/Shanghai', currency: 'CNY' }

export const adminCreate: Command = {
  summary: 'make an owner of the installation, or give one a new password',
  usage,
  async run(argv) {
    const given = parseFlags(argv, usage)
    const email = given.need('email')
    if (!z.email().safeParse(email).success)
      throw new Plain(`“${email}” is no email address.`, EXIT_USAGE)
    if (given.has('password-stdin') === given.has('password'))
      throw new Plain('Give the password by --password or by --password-stdin.', EXIT_USAGE)
    const chosen = given.flag('password') ?? (await readStdin())
    if (!password.safeParse(chosen).success)
      throw new Plain(`A password has at least ${PASSWORD_MIN_CHARS} characters.`, EXIT_USAGE)
    const name = given.flag('name') ?? email
    await withTruth(settings(given), async ({ ctx, inside }) => {
      const { userId, isNew } = await putOwner(ctx, { email, name, password: chosen })
      const workspaceId =
        (await anyWorkspace(ctx)) ?? (await createWorkspace(ctx, FIRST_WORKSPACE)).workspace.id
      await joinAsAdmin(inside(workspaceId), userId)
      answer(isNew ? `${email} may sign in.` : `${email} may sign in with the new password.`)
    })
  },
}
