import type { Ctx } from '#platform/ctx.ts'
import type { Runtime } from '#platform/runtime.ts'
import { PlatformFault } from '#wechat/http.ts'
import type { Session } from '#wechat/session.ts'
import { deleteContactWay, getContactWay, listContactWays } from '#wechat/wecom/contact-ways.ts'
import { wecomClient } from '../service.ts'
import { codeOfState, setMade } from '../store/codes.ts'
import { claimWays, unknownWays } from '../store/ways.ts'

/** States of ours begin so; other programs' ways are left alone. */
const OURS = 'siyu.'
const PAGE = 100

export interface WaysLooked {
  /** made though no answer came: now the code's own */
  adopted: number
  /** of codes that are no more: deleted, so that their part of the quota is free */
  released: number
}

/** Compares WeCom's staff codes with ours, once a day a connection. */
export async function lookAtWays(rt: Runtime): Promise<number> {
  const due = await claimWays(rt.database.db, rt.clock.now())
  if (!due) return 0
  try {
    const looked = await reconcileWays(rt.ctx(due.workspace_id))
    if (looked.adopted + looked.released > 0) rt.log.info({ ...looked }, 'ways of WeCom put right')
  } catch (error) {
    if (!(error instanceof PlatformFault)) throw error
    // Swallowed because nothing depends on it today: it is compared again tomorrow.
    rt.log.warn({ err: error }, 'ways of WeCom could not be compared')
  }
  return 1
}

/**
 * A way that was made without our hearing of it belongs to its code, by its state; one whose code is
 * deleted or unknown is released. Ways older than 90 days are not listed by WeCom.
 */
export async function reconcileWays(ctx: Ctx): Promise<WaysLooked> {
  const looked = { adopted: 0, released: 0 }
  const session = await wecomClient(ctx)
  if (!session) return looked
  let cursor: string | undefined
  do {
    const page = await listContactWays(session, { limit: PAGE, ...(cursor ? { cursor } : {}) })
    if (page.kind === 'refused') throw new PlatformFault(`WeCom ${page.code} ${page.says}`, false)
    const ids = page.value.contact_way.map((way) => way.config_id)
    for (const configId of await unknownWays(ctx, ids)) {
      const became = await putRight(ctx, session, configId)
      if (became) looked[became] += 1
    }
    cursor = page.value.next_cursor || undefined
  } while (cursor)
  return looked
}

async function putRight(
  ctx: Ctx,
  session: Session,
  configId: string,
): Promise<keyof WaysLooked | undefined> {
  const got = await getContactWay(session, configId)
  if (got.kind === 'refused') return undefined
  const { state, qr_code: qrCodeUrl } = got.value.contact_way
  if (!state?.startsWith(OURS)) return undefined
  const code = await codeOfState(ctx, state)
  if (code?.status === 'failed' && qrCodeUrl) {
    await setMade(ctx, code.id, { configId, qrCodeUrl })
    return 'adopted'
  }
  // A second way of a code that was tried again, or one whose code is no more.
  if (code?.status === 'creating') return undefined
  const outcome = await deleteContactWay(session, configId)
  return outcome.kind === 'ok' ? 'released' : undefined
}
