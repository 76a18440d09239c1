import { z } from 'zod'
import { known } from '../../driver/live.ts'
import type { OpenWorld } from '../../open.ts'
import { STAFF } from '../../shop/brand.ts'
import { makeGroup } from '../../wecom/group-happenings.ts'
import { siyuApi } from '../http.ts'
import type { SiyuAccess } from '../http.ts'
import { once } from './once.ts'

const Made = z.object({ id: z.string(), pageUrl: z.string() })

/** A demo of some hundred people fills no group of two hundred: here codes move on sooner. */
export const DEMO_SCAN_LIMIT = 8

/** Two reading clubs, each behind a group code of its own; the first member of staff hosts them. */
const CLUBS = [
  { key: 'welfare', name: '潮汐福利群', code: '门店福利群活码' },
  { key: 'children', name: '童书共读群', code: '童书共读群活码' },
] as const

/** Groups made by staff in their clients, and the codes that lead to them, made in Siyu. */
export async function setUpGroups(open: OpenWorld, access: SiyuAccess): Promise<void> {
  const siyu = known(open.world)
  siyu.groupCodes = []
  for (const [i, club] of CLUBS.entries()) {
    const host = STAFF[i % STAFF.length] ?? STAFF[0]
    const chatId = await once(open.world, `group:${club.key}`, async () => {
      const group = await makeGroup(open.world, host.userId, `${club.name}1`)
      return group.chatId
    })
    const id = await once(open.world, `group-code:${club.key}`, async () => {
      const staffCode = siyu.made['code:dianping'] ?? undefined
      const body = {
        ...{ name: club.code, kind: 'live', scanLimit: DEMO_SCAN_LIMIT, fallbackCodeId: staffCode },
        place: {
          ...{ kind: 'join_way', chatIds: [chatId], autoCreates: true },
          ...{ roomBaseName: club.name, roomBaseId: 2 },
        },
      }
      return Made.parse(await siyuApi(access, 'POST', '/api/entry/group-codes', body)).id
    })
    const code = Made.parse(await siyuApi(access, 'GET', `/api/entry/group-codes/${id}`))
    siyu.groupCodes.push(code.pageUrl)
  }
}
