import { z } from 'zod'
import { known } from '../../driver/live.ts'
import type { OpenWorld } from '../../open.ts'
import type { SiyuAccess } from '../http.ts'
import { siyuApi } from '../http.ts'
import { once } from './once.ts'

const Made = z.object({ gameId: z.string() })

const RULES = `好友通过你的邀请首次下单并付款后,你得一张10元券,好友得一张8元券。
每位好友只计一次;好友退款,双方的券一并收回。
券在30天内有效,可用于全场图书。不需要好友转发或集赞。`

/** 邀请有礼, open for the whole demo. */
export async function setUpGame(
  open: OpenWorld,
  access: SiyuAccess,
  coupons: { inviter: string; invitee: string },
): Promise<void> {
  known(open.world).gameId = await once(open.world, 'game:invite', async () => {
    const rules = {
      inviterCouponId: coupons.inviter,
      inviteeCouponId: coupons.invitee,
      withinDays: 30,
      minPayFen: 2_000,
      maxRewardsPerInviter: 20,
      readableRules: RULES,
      shopUrl: open.shopUrl,
    }
    const body = { name: '邀请有礼:送朋友一本书的理由', rules }
    const { gameId } = Made.parse(await siyuApi(access, 'POST', '/api/fission/games', body))
    await siyuApi(access, 'POST', `/api/fission/games/${gameId}/publish`)
    return gameId
  })
}
