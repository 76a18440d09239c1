import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { checkColumns, tornOrders } from './look-ahead.ts'
import { readMapping } from './mapping.ts'
import { ORDER_FIELDS, orderIdOf } from './order-rows.ts'
import { orderShape } from './orders.ts'
import { openRows } from './rows.ts'
import type { BadRow, Reading } from './rows.ts'
import type { Item } from './shape.ts'

const dir = mkdtempSync(join(tmpdir(), 'siyu-import-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const MAP =
  'order_id=Invoice,paid_at=Date,product_id=Code,name=What,quantity=Qty,price=Price,user_id=Who,currency==GBP,property.country=Country'
const HEAD = 'Invoice,Code,What,Qty,Date,Price,Who,Country'

function file(name: string, text: string): string {
  const path = join(dir, name)
  writeFileSync(path, name.endsWith('.gz') ? gzipSync(text) : text)
  return path
}

async function made(reading: Reading, map = MAP, cancelPrefix: string | undefined = 'C') {
  const mapping = readMapping(map, ORDER_FIELDS)
  const format = { format: undefined, timeZone: 'UTC', cancelPrefix, fileHash: 'h' }
  const torn = await tornOrders(reading, (row) => orderIdOf(row, mapping, 'h'))
  const shape = orderShape(mapping, format, torn)
  const out: (Item | BadRow)[] = []
  let index = 0
  for await (const row of openRows(reading).rows) {
    if (row.kind === 'bad') out.push(row)
    else out.push(...shape.take(row, index))
    index++
  }
  out.push(...shape.end())
  const items = out.filter((it) => it.kind === 'item')
  return {
    orders: items.filter((it) => it.target.list === 'orders'),
    refunds: items.filter((it) => it.target.list === 'refunds'),
    bad: out.filter((it) => it.kind === 'bad'),
  }
}

const csv = (name: string, ...lines: string[]): Reading => ({
  path: file(name, [HEAD, ...lines, ''].join('\n')),
  format: 'csv',
  header: true,
})

test('the rows of one order become one order, even if they lie apart and packed', async () => {
  const { orders, bad } = await made(
    csv(
      'apart.csv.gz',
      '1,cup,Cup,2,2026-01-01 10:00,1.10,ann,UK',
      '2,pot,"Pot, blue",1,2026-01-01 11:00,9.99,bob,UK',
      '1,pot,"Pot, blue",1,2026-01-01 10:00,9.99,ann,UK',
    ),
  )
  expect(bad).toEqual([])
  const bodyOf = (id: string) =>
    orders.map((order) => order.body as { orderId: string }).find((body) => body.orderId === id)
  expect(bodyOf('1')).toEqual({
    orderId: '1',
    paidAt: '2026-01-01T10:00:00.000Z',
    payFen: 1_219,
    currency: 'GBP',
    products: [
      { productId: 'cup', name: 'Cup', quantity: 2, priceFen: 110 },
      { productId: 'pot', name: 'Pot, blue', quantity: 1, priceFen: 999 },
    ],
    identifiers: [{ kind: 'user_id', scope: '', value: 'ann' }],
    properties: { country: 'UK' },
  })
  expect(bodyOf('2')).toMatchObject({ payFen: 999 })
  expect(orders.find((order) => order.lines.length === 2)?.lines).toEqual([2, 4])
})

test('a cancelled invoice becomes a refund of the orders it takes back from', async () => {
  const { refunds, bad } = await made(
    csv(
      'cancelled.csv',
      '1,cup,Cup,3,2026-01-01 10:00,2.00,ann,UK',
      '2,cup,Cup,1,2026-01-02 10:00,2.00,ann,UK',
      'C3,cup,Cup,-2,2026-01-03 10:00,2.00,ann,UK',
    ),
  )
  expect(bad).toEqual([])
  expect(refunds.map((refund) => refund.body)).toEqual([
    expect.objectContaining({ orderId: '2', refundId: 'C3/2', refundFen: 200 }),
    expect.objectContaining({ orderId: '1', refundId: 'C3/1', refundFen: 200 }),
  ])
})

test('every row that cannot be taken is told with its line, its field and the reason', async () => {
  const { orders, bad } = await made(
    csv(
      'bad.csv',
      '1,cup,Cup,1,2026-01-01 10:00,2.00,,UK',
      '2,cup,Cup,one,2026-01-01 10:00,2.00,ann,UK',
      '3,cup,Cup,1,last week,2.00,ann,UK',
      '4,cup,Cup,1,2026-01-01 10:00,free,ann,UK',
      ',cup,Cup,1,2026-01-01 10:00,1.00,ann,UK',
      'C9,cup,Cup,-1,2026-01-01 10:00,2.00,ann,UK',
      '6,cup,Cup,1,2026-01-01 10:00,2.00',
      '7,cup,Cup,1,2026-01-01 10:00,2.00,ann,UK',
    ),
  )
  expect(
    bad.map(({ line, field }) => [line, field]).toSorted((a, b) => Number(a[0]) - Number(b[0])),
  ).toEqual([
    [2, 'identifiers'],
    [3, 'quantity'],
    [4, 'paid_at'],
    [5, 'price'],
    [6, 'order_id'],
    [7, 'refund_of'],
    [8, ''],
  ])
  expect(orders).toHaveLength(1)
})

test('a table parted by blanks, without order ids, gives each row an id that stays', async () => {
  const path = file(
    'cdnow.txt',
    ' id  date n dollars\n 00001 19970101  1   11.77\n 00001 19970112  2   12.00\n',
  )
  const reading: Reading = { path, format: 'spaces', header: true }
  const mapping = readMapping('paid_at=date,amount=dollars,user_id=id', ORDER_FIELDS)
  const run = async () => {
    const shape = orderShape(
      mapping,
      { format: 'YYYYMMDD', timeZone: 'UTC', cancelPrefix: undefined, fileHash: 'h' },
      new Map(),
    )
    const out: (Item | BadRow)[] = []
    let index = 0
    for await (const row of openRows(reading).rows)
      if (row.kind === 'row') out.push(...shape.take(row, index++))
    return [...out, ...shape.end()]
  }
  const first = await run()
  expect(first).toHaveLength(2)
  expect(first[0]).toMatchObject({
    body: { paidAt: '1997-01-01T00:00:00.000Z', payFen: 1_177, identifiers: [{ value: '00001' }] },
  })
  expect(await run()).toEqual(first)
})

test('a column that the file does not have is named, with those it has', async () => {
  const reading = csv('columns.csv', '1,cup,Cup,1,2026-01-01,2.00,ann,UK')
  const mapping = readMapping('order_id=InvoiceNo,paid_at=Date', ORDER_FIELDS)
  await expect(checkColumns(reading, mapping)).rejects.toThrow(
    /no column “InvoiceNo”\. Columns: Invoice, Code/,
  )
})

test('a field that nobody knows is refused with those there are', () => {
  expect(() => readMapping('order=Invoice', ORDER_FIELDS)).toThrow(/no field “order”.*order_id/)
  expect(() => readMapping('order_id', ORDER_FIELDS)).toThrow(/not of the form/)
})
