import { createWriteKey, revokeWriteKey } from '#modules/collect/service.ts'
import { createKey, revokeKey } from '#modules/governance/service/keys.ts'
import { inNamedWorkspace } from '../find-workspace.ts'
import { EXIT_USAGE, Plain } from '../plain.ts'
import { runningServer } from '../run-file.ts'
import { settings } from '../settings.ts'
import { withTruth } from '../truth.ts'
import type { Access } from './send.ts'

export interface AskedAccess {
  texts: Readonly<Record<string, string>>
  /** orders need an API key, events a write key */
  kind: 'api' | 'write'
}

const NAME = 'siyu import'

/**
 * Where to send and with which key. Beside a running server `--workspace` is enough: a key is made
 * for this import and revoked after it; elsewhere `--url` and `--key` say it.
 */
export async function withAccess<T>(
  { texts, kind }: AskedAccess,
  work: (access: Access) => Promise<T>,
): Promise<T> {
  const { url, key, workspace } = texts
  if (key !== undefined && url !== undefined) return work({ url: url.replace(/\/$/, ''), key })
  const config = settings({ texts })
  const running = runningServer(config.dataDir)
  const at = url ?? running?.url
  if (!at)
    throw new Plain(
      `No server runs on ${config.dataDir}. Start one (siyu serve), or say where it is: --url URL --key KEY.`,
      EXIT_USAGE,
    )
  if (key !== undefined) return work({ url: at, key })
  if (workspace === undefined)
    throw new Plain('Say into which workspace: --workspace W, or --key KEY.', EXIT_USAGE)
  const made = await withTruth(config, async (truth) => {
    const ctx = await inNamedWorkspace(truth, workspace)
    if (kind === 'write') return { ctx, ...(await createWriteKey(ctx, { name: NAME })) }
    const api = await createKey(ctx, { name: NAME, scopes: ['commerce:write'] })
    return { ctx, key: api.key, id: api.view.id }
  })
  try {
    return await work({ url: at, key: made.key })
  } finally {
    await withTruth(config, async ({ inside }) => {
      const ctx = inside(made.ctx.workspaceId)
      await (kind === 'write' ? revokeWriteKey : revokeKey)(ctx, { id: made.id })
    })
  }
}
