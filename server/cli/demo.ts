import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { shortCode } from '#kernel/ids.ts'
import { findWorkspaces } from '#modules/governance/service/find-workspaces.ts'
import { joinAsAdmin, putOwner } from '#modules/governance/service/owners.ts'
import { createWorkspace } from '#modules/governance/service/workspaces.ts'
import { NO_WORKSPACE } from '#platform/http/api.ts'
import type { Runtime } from '#platform/runtime.ts'

/** What a second start needs to find the demo again; readable by its owner alone. */
const demo = z.object({
  email: z.string(),
  password: z.string(),
  workspaceId: z.uuid(),
  apiKey: z.string(),
  writeKey: z.string(),
})
export type Demo = z.infer<typeof demo>

const EMAIL = 'demo@siyu.local'
const BRAND = { name: '潮汐书店', timeZone: 'Asia/Shanghai', currency: 'CNY' }
const PASSWORD_CHARS = 14

export const demoPath = (dataDir: string): string => join(dataDir, 'demo-login.json')

/** The demo's workspace and login: found again, or made. */
export async function demoOf(rt: Runtime): Promise<Demo> {
  const path = demoPath(rt.config.dataDir)
  const ctx = rt.ctx(NO_WORKSPACE)
  const known = existsSync(path)
    ? demo.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data
    : undefined
  if (known && (await findWorkspaces(ctx, known.workspaceId)).length > 0) return known
  const password = shortCode(PASSWORD_CHARS, rt.randomBytes)
  const owner = await putOwner(ctx, { email: EMAIL, name: '店长', password })
  const { workspace, keys } = await createWorkspace(ctx, BRAND)
  await joinAsAdmin(rt.ctx(workspace.id), owner.userId)
  const made = { email: EMAIL, password, workspaceId: workspace.id }
  const whole = { ...made, apiKey: keys.api, writeKey: keys.write }
  writeFileSync(`${path}.new`, `${JSON.stringify(whole, undefined, 2)}\n`, { mode: 0o600 })
  renameSync(`${path}.new`, path)
  return whole
}
