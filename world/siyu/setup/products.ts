import { z } from 'zod'
import type { OpenWorld } from '../../open.ts'
import { BOOKS } from '../../shop/books.ts'
import type { SiyuAccess } from '../http.ts'
import { siyuApi } from '../http.ts'

const Taken = z.object({ accepted: z.int() })

/** Every book with its shelf, tags and page. Replacing a product by itself changes nothing. */
export async function setUpProducts(open: OpenWorld, access: SiyuAccess): Promise<void> {
  const products = BOOKS.map((book) => ({
    productId: book.id,
    name: book.title,
    category: book.category,
    brand: book.author,
    priceFen: book.priceFen,
    url: `${open.shopUrl}/books/${book.id}`,
    tags: book.tags,
  }))
  Taken.parse(await siyuApi(access, 'POST', '/api/products/batch', { products }))
}
