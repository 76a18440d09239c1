/** 潮汐书店: the invented bookseller whose world this is. Every name here is made up. */
export const BRAND = '潮汐书店'

export interface Staff {
  userId: string
  name: string
  /** Hours after which pending mass-send tasks are usually confirmed, while at work. */
  confirmHours: number
  /** Chance to confirm a task when looking at it; else it waits for the next look. */
  diligence: number
  /** Wall-clock hours at work, from–to. */
  worksFrom: number
  worksTo: number
}

export const STAFF: readonly [Staff, Staff, Staff] = [
  {
    userId: 'linwanzhou',
    name: '林晚舟',
    confirmHours: 1,
    diligence: 0.95,
    worksFrom: 9,
    worksTo: 18,
  },
  {
    userId: 'zhouyuan',
    name: '周予安',
    confirmHours: 3,
    diligence: 0.8,
    worksFrom: 10,
    worksTo: 20,
  },
  {
    userId: 'xuzhixia',
    name: '许知夏',
    confirmHours: 5,
    diligence: 0.65,
    worksFrom: 12,
    worksTo: 21,
  },
]

export const CATEGORIES = ['童书', '科幻', '历史', '心理', '编程', '文学', '商业', '生活'] as const
export type Category = (typeof CATEGORIES)[number]

export const PLATFORMS = ['小红书', '知乎', '抖音', '大众点评'] as const
export type Platform = (typeof PLATFORMS)[number]
