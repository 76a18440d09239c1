import { instantOf } from '#kernel/time.ts'
import { fenOfYuan } from '#kernel/money.ts'

/** Column names of common exports, lower case → what they hold. One line is one product of an order. */
const COLUMNS: Readonly<Record<string, string>> = {
  order_id: 'orderId',
  orderid: 'orderId',
  订单号: 'orderId',
  訂單號: 'orderId',
  订单编号: 'orderId',
  訂單編號: 'orderId',
  paid_at: 'paidAt',
  paidat: 'paidAt',
  支付时间: 'paidAt',
  付款時間: 'paidAt',
  付款时间: 'paidAt',
  pay_amount: 'payAmount',
  payamount: 'payAmount',
  amount: 'payAmount',
  实付金额: 'payAmount',
  實付金額: 'payAmount',
  支付金额: 'payAmount',
  付款金額: 'payAmount',
  product_id: 'productId',
  productid: 'productId',
  sku: 'productId',
  商品编号: 'productId',
  商品編號: 'productId',
  product_name: 'name',
  name: 'name',
  商品名称: 'name',
  商品名稱: 'name',
  category: 'category',
  类目: 'category',
  類別: 'category',
  quantity: 'quantity',
  数量: 'quantity',
  數量: 'quantity',
  price: 'price',
  单价: 'price',
  單價: 'price',
  phone: 'phone',
  手机号: 'phone',
  手機號碼: 'phone',
  email: 'email',
  邮箱: 'email',
  電子郵件: 'email',
  user_id: 'user_id',
  用户编号: 'user_id',
  客戶編號: 'user_id',
  member_id: 'member_id',
  会员号: 'member_id',
  會員編號: 'member_id',
  unionid: 'unionid',
  store_id: 'storeId',
  门店: 'storeId',
  門市: 'storeId',
  guide_id: 'guideId',
  导购: 'guideId',
  導購: 'guideId',
}

export const orderColumn = (header: string): string | undefined =>
  COLUMNS[header.trim().toLowerCase()]

const PEOPLE = ['user_id', 'member_id', 'unionid', 'phone', 'email'] as const

export interface CsvLine {
  cells: Readonly<Record<string, string>>
  line: number
}

/** An order as the batch takes it, with the line of the file it begins at. */
export interface CsvOrder {
  line: number
  order: Record<string, unknown>
}

/**
 * Lines of one order become one order, wherever they stand; what is said of the whole order is taken
 * from its first line. Without a total the lines add up to it. Times without a zone are the zone's.
 */
export function ordersOfLines(lines: readonly CsvLine[], timeZone: string): CsvOrder[] {
  const groups = Map.groupBy(lines, ({ cells, line }) => cells.orderId?.trim() || `line ${line}`)
  return [...groups.values()].map((group) => {
    const first = group[0] ?? { cells: {}, line: 0 }
    return { line: first.line, order: orderOf(group, first.cells, timeZone) }
  })
}

type Cells = CsvLine['cells']

const given = (cells: Cells, key: string): string | undefined => cells[key]?.trim() || undefined

function orderOf(group: readonly CsvLine[], first: Cells, timeZone: string) {
  const products = group.flatMap(({ cells }) => productOf(cells) ?? [])
  const paidAt = given(first, 'paidAt')
  return {
    orderId: given(first, 'orderId'),
    paidAt: paidAt && instantText(paidAt, timeZone),
    ...amountOf(first, products),
    products,
    identifiers: PEOPLE.flatMap((kind) => {
      const value = given(first, kind)
      return value === undefined ? [] : [{ kind, value }]
    }),
    storeId: given(first, 'storeId'),
    guideId: given(first, 'guideId'),
  }
}

interface Product {
  productId: string
  name: string | undefined
  category: string | undefined
  quantity: number
  price: string | undefined
}

function productOf(cells: Cells): Product | undefined {
  const productId = given(cells, 'productId')
  if (productId === undefined) return undefined
  return {
    productId,
    name: given(cells, 'name'),
    category: given(cells, 'category'),
    quantity: Number(given(cells, 'quantity') ?? 1),
    price: given(cells, 'price'),
  }
}

function amountOf(first: Cells, products: readonly Product[]) {
  const payAmount = given(first, 'payAmount')
  if (payAmount !== undefined) return { payAmount }
  const fens = products.map(({ price, quantity }) => (fenOfYuan(price) ?? Number.NaN) * quantity)
  const payFen = fens.reduce((sum, fen) => sum + fen, 0)
  return products.length > 0 && Number.isSafeInteger(payFen) ? { payFen } : {}
}

const LOCAL = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/

/** What is no time comes out as it was, so that the refusal can show it. */
function instantText(text: string, timeZone: string): string {
  const found = LOCAL.exec(text)
  if (!found) return text
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found
    .slice(1)
    .map((digits) => Number(digits ?? 0))
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59) return text
  const at = instantOf({ year, month, day, hour, minute }, timeZone)
  return new Date(at.getTime() + second * 1_000).toISOString()
}
