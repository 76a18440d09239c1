import { z } from 'zod'
import { known } from '../../driver/live.ts'
import type { OpenWorld } from '../../open.ts'
import { ACCOUNTS } from '../../shop/matrix.ts'
import type { SiyuAccess } from '../http.ts'
import { siyuApi } from '../http.ts'
import { once } from './once.ts'

const Made = z.object({ url: z.string() })

/** Every post of the account matrix gets a tracked link of its own. */
export async function setUpPosts(open: OpenWorld, access: SiyuAccess): Promise<void> {
  const { posts, codes } = known(open.world)
  for (const account of ACCOUNTS)
    for (const post of account.posts) {
      const url = await once(open.world, `post:${post.id}`, async () => {
        const targetUrl = `${open.shopUrl}/topics/${encodeURIComponent(post.category)}`
        const properties = { platform: account.platform, account: account.name, post_id: post.id }
        const body = { targetUrl, properties }
        return Made.parse(await siyuApi(access, 'POST', '/api/content/links', body)).url
      })
      posts[post.id] = { url, configId: codes[0] }
    }
}
