import { z } from 'zod'
import { fenOfYuan } from '#kernel/money.ts'

export const ProductInput = z.object({
  productId: z.string().trim().min(1).max(128),
  name: z.string().trim().min(1).max(300),
  category: z.string().trim().max(100).optional(),
  brand: z.string().trim().max(100).optional(),
  priceFen: z.int().min(0).max(1_000_000_000_000).optional(),
  imageUrl: z
    .url({ protocol: /^https?$/ })
    .max(2_048)
    .optional(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2_048)
    .optional(),
  tags: z.array(z.string().trim().min(1).max(30)).max(50).default([]),
  status: z.enum(['on_sale', 'off_sale']).default('on_sale'),
})
export type ProductInput = z.output<typeof ProductInput>

/** Column names people use, lower case → our field. */
const COLUMNS: Readonly<Record<string, string>> = {
  product_id: 'productId',
  productid: 'productId',
  sku: 'productId',
  商品编号: 'productId',
  商品編號: 'productId',
  商品id: 'productId',
  name: 'name',
  title: 'name',
  商品名称: 'name',
  商品名稱: 'name',
  名称: 'name',
  名稱: 'name',
  category: 'category',
  类目: 'category',
  類別: 'category',
  分类: 'category',
  分類: 'category',
  brand: 'brand',
  品牌: 'brand',
  price: 'price',
  价格: 'price',
  價格: 'price',
  price_fen: 'priceFen',
  pricefen: 'priceFen',
  image_url: 'imageUrl',
  imageurl: 'imageUrl',
  图片: 'imageUrl',
  圖片: 'imageUrl',
  url: 'url',
  链接: 'url',
  連結: 'url',
  tags: 'tags',
  标签: 'tags',
  標籤: 'tags',
  status: 'status',
  状态: 'status',
  狀態: 'status',
}

const STATUS_WORDS: Readonly<Record<string, string>> = {
  在售: 'on_sale',
  販售中: 'on_sale',
  上架: 'on_sale',
  上架中: 'on_sale',
  下架: 'off_sale',
  已下架: 'off_sale',
}

export const productColumn = (header: string): string | undefined =>
  COLUMNS[header.trim().toLowerCase()]

/** A line of CSV, keyed by our fields, as input; empty cells say nothing. */
export function productOfCells(cells: Readonly<Record<string, string>>): Record<string, unknown> {
  const given = Object.fromEntries(Object.entries(cells).filter(([, text]) => text.trim() !== ''))
  const { price, priceFen, tags, status, ...rest } = given
  return {
    ...rest,
    ...(price === undefined ? {} : { priceFen: fenOfYuan(price) ?? price }),
    ...(priceFen === undefined ? {} : { priceFen: Number(priceFen) }),
    ...(tags === undefined ? {} : { tags: tags.split(/[,,、;;|]/).filter((t) => t.trim() !== '') }),
    ...(status === undefined ? {} : { status: STATUS_WORDS[status.trim()] ?? status.trim() }),
  }
}
