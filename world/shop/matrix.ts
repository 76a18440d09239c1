import type { Category, Platform } from './brand.ts'

/** The brand's accounts in the public domain, and what they post there. */
export interface Account {
  id: string
  platform: Platform
  name: string
  posts: readonly Post[]
}

export interface Post {
  id: string
  title: string
  category: Category
  /** Days after the world's beginning. */
  onDay: number
  costFen: number
}

const post = (
  id: string,
  title: string,
  category: Category,
  onDay: number,
  costYuan = 0,
): Post => ({ id, title, category, onDay, costFen: costYuan * 100 })

export const ACCOUNTS: readonly Account[] = [
  {
    id: 'xhs-family',
    platform: '小红书',
    name: '潮汐书店·亲子书房',
    posts: [
      post('xf1', '3岁娃反复要听的8本绘本', '童书', 0, 800),
      post('xf2', '情绪绘本怎么读,我试了一个月', '童书', 4, 300),
      post('xf3', '桥梁书书单:从听故事到自己读', '童书', 9),
      post('xf4', '带娃也要留给自己的睡前二十分钟', '心理', 13),
    ],
  },
  {
    id: 'xhs-today',
    platform: '小红书',
    name: '潮汐书店|今天读什么',
    posts: [
      post('xt1', '雨天适合读的5本小说', '文学', 0),
      post('xt2', '把焦虑放进抽屉:读书笔记', '心理', 2, 500),
      post('xt3', '一人食,也要好好摆盘', '生活', 6),
      post('xt4', '周末去山里,包里只放一本书', '生活', 10),
      post('xt5', '今年最想送人的诗集', '文学', 15),
    ],
  },
  {
    id: 'zhihu',
    platform: '知乎',
    name: '潮汐书店',
    posts: [
      post('zh1', '有哪些讲经济史又好读的书?', '历史', 0),
      post('zh2', '自学编程,第一本书该读什么?', '编程', 1),
      post('zh3', '小店如何把复购做起来?', '商业', 5, 600),
      post('zh4', '国产硬科幻,近两年值得读的有哪些?', '科幻', 8),
      post('zh5', '如何读懂一个陌生系统的日志?', '编程', 14),
    ],
  },
  {
    id: 'douyin',
    platform: '抖音',
    name: '潮汐书店',
    posts: [
      post('dy1', '60秒讲完《潮汐锁定的夏天》', '科幻', 0, 1_200),
      post('dy2', '店员最常被问的一个问题', '文学', 3),
      post('dy3', '一页纸讲清战略', '商业', 7, 400),
      post('dy4', '敦煌以西,还有什么', '历史', 12),
    ],
  },
  {
    id: 'dianping',
    platform: '大众点评',
    name: '潮汐书店(滨江店)',
    posts: [
      post('dp1', '到店扫码,领新人书券', '生活', 0, 200),
      post('dp2', '周六亲子故事会报名', '童书', 5),
      post('dp3', '雨天阅读角开放', '文学', 11),
    ],
  },
]

export const findPost = (id: string): { account: Account; post: Post } | undefined => {
  for (const account of ACCOUNTS) {
    const found = account.posts.find((candidate) => candidate.id === id)
    if (found) return { account, post: found }
  }
  return undefined
}
