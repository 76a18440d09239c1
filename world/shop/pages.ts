import { Hono } from 'hono'
import { yuanOfFen } from '#kernel/money.ts'
import { BOOKS, bookOf } from './books.ts'
import { BRAND, CATEGORIES } from './brand.ts'

/** The brand's own little H5 shop: what its links lead to. It knows nothing of Siyu. */
export function shopApp(): Hono {
  const app = new Hono()
  app.get('/', (c) => c.html(page(BRAND, shelves())))
  app.get('/topics/:category', (c) => {
    const category = CATEGORIES.find((candidate) => candidate === c.req.param('category'))
    if (!category) return c.notFound()
    const books = BOOKS.filter((book) => book.category === category)
    return c.html(page(`${category} · ${BRAND}`, list(books)))
  })
  app.get('/books/:id', (c) => {
    const book = bookOf(c.req.param('id'))
    if (!book) return c.notFound()
    const tags = book.tags.join(' · ')
    const price = yuanOfFen(book.priceFen)
    return c.html(
      page(book.title, `<p>${book.author}</p><p>${tags}</p><p class="price">¥${price}</p>`),
    )
  })
  return app
}

const shelves = (): string =>
  CATEGORIES.map((category) => `<p><a href="/shop/topics/${category}">${category}</a></p>`).join('')

const list = (books: readonly { id: string; title: string; priceFen: number }[]): string =>
  books
    .map(
      ({ id, title, priceFen }) =>
        `<p><a href="/shop/books/${id}">${title}</a> ¥${yuanOfFen(priceFen)}</p>`,
    )
    .join('')

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>body{font:16px/1.7 system-ui;max-width:390px;margin:0 auto;padding:16px;background:#FBFAF7;color:#18242B}a{color:#0B6E7F}.price{font-size:22px}</style><h1>${title}</h1>${body}<p><a href="/shop/">${BRAND}</a></p></html>`
