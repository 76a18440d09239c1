import type { Says } from '#kernel/locale.ts'
import { reads } from '#modules/audience/model/reads.ts'
import type { Read } from './read.ts'
import type { Finding } from '../finding.ts'
import { error } from '../finding.ts'
import type { Ref } from '../node.ts'

/** What the workspace has of what this graph names. */
export interface Known {
  segments: ReadonlySet<string>
  contents: ReadonlySet<string>
  coupons: ReadonlySet<string>
}

const OF = { segment: 'segments', content: 'contents', coupon: 'coupons' } as const
const SAYS: Readonly<Record<Ref['kind'], Says>> = {
  segment: {
    'zh-CN': '选择的人群不存在',
    'zh-TW': '選擇的受眾不存在',
    en: 'The segment chosen here does not exist',
  },
  content: {
    'zh-CN': '选择的内容不存在或未发布',
    'zh-TW': '選擇的內容不存在或未發布',
    en: 'The content chosen here is not there, or not published',
  },
  coupon: {
    'zh-CN': '选择的优惠券不存在',
    'zh-TW': '選擇的優惠券不存在',
    en: 'The coupon chosen here does not exist',
  },
}

/** Everything the graph names, so that the caller can look whether it is there. */
export function refsOf({ nodes }: Pick<Read, 'nodes'>): (Ref & { nodeId: string })[] {
  return [...nodes].flatMap(([nodeId, node]) => [
    ...node.refs.map((ref) => ({ ...ref, nodeId })),
    ...(node.asks ? reads(node.asks) : [])
      .filter((read) => read.startsWith('segment:'))
      .map((read) => ({ kind: 'segment' as const, id: read.slice('segment:'.length), nodeId })),
  ])
}

export const things = (read: Read, known: Known): Finding[] =>
  refsOf(read)
    .filter(({ kind, id }) => !known[OF[kind]].has(id))
    .map(({ kind, nodeId }) => error(`${kind}_missing`, SAYS[kind], { nodeId }))
