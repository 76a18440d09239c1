import { z } from 'zod'
import type { OpenWorld } from '../../open.ts'
import { booksIn } from '../../shop/books.ts'
import { BRAND, CATEGORIES } from '../../shop/brand.ts'
import type { Category } from '../../shop/brand.ts'
import type { SiyuAccess } from '../http.ts'
import { siyuApi } from '../http.ts'
import { once } from './once.ts'

interface Item {
  /** Our name for it: `known.made['content:NAME']` is its id in Siyu. */
  name: string
  kind: 'text' | 'article' | 'link'
  title: string
  body?: string
  targetUrl?: string
  sceneTags: string[]
  productTags: string[]
  purchaseStage: 'awareness' | 'need' | 'decision'
  answers: 'why_need' | 'why_us' | 'what_get'
}

const WHY: Readonly<Record<Category, string>> = {
  童书: '孩子愿意自己翻开的书,才会变成他的书。',
  科幻: '从别的星球回头看,今天的烦恼会小一点。',
  历史: '读一段账本、一条驿路,比记年份更懂古人。',
  心理: '先认出情绪,再决定要不要跟它走。',
  编程: '好的程序和好的文章一样,删到不能再删。',
  文学: '有些日子,需要别人替我们说出来。',
  商业: '回头客不是运气,是一件一件做对的小事。',
  生活: '把一餐饭、一扇窗认真对待,就是远方。',
}

/** What the editors wrote: a greeting, and for every shelf a reason to read and a list to choose from. */
export function library(shopUrl: string): Item[] {
  return [
    {
      name: 'welcome',
      kind: 'text',
      title: '欢迎语',
      body: `你好,我是${BRAND}的店员。想看哪一类书,直接告诉我;新人书单我放在这里了。`,
      sceneTags: ['欢迎'],
      productTags: [],
      purchaseStage: 'awareness',
      answers: 'why_us',
    },
    ...CATEGORIES.flatMap((category) => [list(category, shopUrl), essay(category, shopUrl)]),
  ]
}

const list = (category: Category, shopUrl: string): Item => ({
  name: `list-${category}`,
  kind: 'link',
  title: `本周${category}书单`,
  body: booksIn(category)
    .slice(0, 4)
    .map((book) => `《${book.title}》`)
    .join(''),
  targetUrl: `${shopUrl}/topics/${encodeURIComponent(category)}`,
  sceneTags: ['书单'],
  productTags: [category],
  purchaseStage: 'need',
  answers: 'what_get',
})

function essay(category: Category, shopUrl: string): Item {
  const [first, second] = booksIn(category)
  return {
    name: `essay-${category}`,
    kind: 'article',
    title: `${category}:为什么现在读`,
    body: `${WHY[category]}\n\n先从《${first?.title ?? ''}》读起,再读《${second?.title ?? ''}》。`,
    targetUrl: `${shopUrl}/books/${first?.id ?? ''}`,
    sceneTags: ['荐读'],
    productTags: [category],
    purchaseStage: 'awareness',
    answers: 'why_need',
  }
}

const Made = z.object({ id: z.string() })

export async function setUpLibrary(open: OpenWorld, access: SiyuAccess): Promise<void> {
  for (const { name, ...item } of library(open.shopUrl))
    await once(open.world, `content:${name}`, async () => {
      const { id } = Made.parse(await siyuApi(access, 'POST', '/api/content/items', item))
      await siyuApi(access, 'POST', `/api/content/items/${id}/status`, { act: 'publish' })
      return id
    })
}
