import { z } from 'zod'
import { DAY_MS } from '#kernel/time.ts'
import { known } from '../../driver/live.ts'
import type { OpenWorld } from '../../open.ts'
import { BRAND, STAFF } from '../../shop/brand.ts'
import type { Platform } from '../../shop/brand.ts'
import { ACCOUNTS } from '../../shop/matrix.ts'
import type { Account } from '../../shop/matrix.ts'
import type { SiyuAccess } from '../http.ts'
import { siyuApi } from '../http.ts'
import { once } from './once.ts'

const PLATFORM_IDS: Readonly<Record<Platform, string>> = {
  小红书: 'xiaohongshu',
  知乎: 'zhihu',
  抖音: 'douyin',
  大众点评: 'dianping',
}

const Made = z.object({ id: z.string() })
const Code = z.object({ id: z.string(), configId: z.string().nullable() })
const Post = z.object({ trackedUrl: z.string() })

/** The account matrix: every account with a staff code of its own, every post with its tracked link. */
export async function setUpMatrix(open: OpenWorld, access: SiyuAccess): Promise<void> {
  await siyuApi(access, 'PUT', '/api/entry/greeting', {
    text: `你好,欢迎来到${BRAND}。想看哪一类书,直接告诉我就好。`,
  })
  const siyu = known(open.world)
  for (const account of ACCOUNTS) {
    const accountId = await once(open.world, `account:${account.id}`, async () => {
      const body = { platform: PLATFORM_IDS[account.platform], name: account.name }
      return Made.parse(await siyuApi(access, 'POST', '/api/entry/accounts', body)).id
    })
    const code = await codeOf(open, access, account, accountId)
    if (!siyu.codes.includes(code.configId)) siyu.codes.push(code.configId)
    for (const post of account.posts) {
      const url = await once(open.world, `post:${post.id}`, async () => {
        const body = {
          accountId,
          title: post.title,
          contentId: siyu.made[`content:essay-${post.category}`],
          codeId: code.id,
          costFen: post.costFen,
          postedAt: new Date(open.world.state.beganMs + post.onDay * DAY_MS).toISOString(),
        }
        return Post.parse(await siyuApi(access, 'POST', '/api/entry/posts', body)).trackedUrl
      })
      siyu.posts[post.id] = { url, configId: code.configId }
    }
  }
}

/** The counter is served by shifts; whoever took in fewer today comes first. */
const COUNTER = {
  shifts: [
    {
      weekdays: [1, 2, 3, 4, 5],
      from: '09:00',
      to: '18:00',
      staff: ['linwanzhou', 'zhouyuan'],
    },
    { weekdays: [1, 2, 3, 4, 5, 6, 7], from: '12:00', to: '21:00', staff: ['xuzhixia'] },
  ],
  dailyCaps: { linwanzhou: 30, zhouyuan: 30 },
  standIns: ['linwanzhou'],
  balance: 'even',
}
const LATE = {
  hours: { weekdays: [1, 2, 3, 4, 5, 6, 7], from: '21:00', to: '09:00' },
  text: `你好，这里是${BRAND}。店员已经下班，明早第一时间回你；书单先放在这里，慢慢看。`,
}

async function codeOf(open: OpenWorld, access: SiyuAccess, account: Account, accountId: string) {
  const { made } = known(open.world)
  const shelf = account.posts[0]?.category ?? '文学'
  const staff = STAFF[ACCOUNTS.indexOf(account) % STAFF.length] ?? STAFF[0]
  // The shop's own counter is served by whoever is free.
  const staffUserids =
    account.platform === '大众点评' ? STAFF.map((one) => one.userId) : [staff.userId]
  const id = await once(open.world, `code:${account.id}`, async () => {
    const body = {
      name: account.name.slice(0, 30),
      staffUserids,
      accountId,
      welcomeText: `你好,我是${BRAND}的${staff.name}。从${account.platform}过来的朋友,先送你一份${shelf}书单,新人书券也在里面。`,
      welcomeContentId: made[`content:list-${shelf}`],
      ...(account.platform === '大众点评' ? { duty: COUNTER, welcomes: [LATE] } : {}),
    }
    return Made.parse(await siyuApi(access, 'POST', '/api/entry/codes', body)).id
  })
  const code = Code.parse(await siyuApi(access, 'GET', `/api/entry/codes/${id}`))
  return { id, configId: code.configId ?? '' }
}
