import { z } from 'zod'
import type { OpenWorld } from '../../open.ts'
import type { SiyuAccess } from '../http.ts'
import { siyuApi } from '../http.ts'
import { once } from './once.ts'

const Made = z.object({ segmentId: z.string() })

const did = (event: string, n: number, days: number, where: unknown[] = []) => ({
  kind: 'event',
  event,
  where,
  count: { op: 'gte', n },
  window: { kind: 'within_days', days },
})

const never = (event: string) => ({
  kind: 'event',
  event,
  where: [],
  count: { op: 'eq', n: 0 },
  window: { kind: 'ever' },
})

const SEGMENTS = [
  {
    name: '看过童书还没下单',
    purpose: '常看童书的家长,送书单与新人券,促成首单',
    predicate: {
      kind: 'and',
      of: [
        did('product_viewed', 2, 30, [{ path: 'category', test: { op: 'is', value: '童书' } }]),
        never('order_paid'),
      ],
    },
  },
  {
    name: '已下单的读者',
    purpose: '做复购与邀请有礼',
    predicate: did('order_paid', 1, 365),
  },
  {
    name: '点过链接的新朋友',
    purpose: '从公域来、三天内有互动的人,入池路径的承接对象',
    predicate: did('link_clicked', 1, 3),
  },
] as const

/** A few live segments, so that the console has something to show from the first minute. */
export async function setUpSegments(open: OpenWorld, access: SiyuAccess): Promise<void> {
  for (const segment of SEGMENTS)
    await once(open.world, `segment:${segment.name}`, async () => {
      const body = { ...segment, live: true }
      return Made.parse(await siyuApi(access, 'POST', '/api/segments', body)).segmentId
    })
}
