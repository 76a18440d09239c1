import { existsSync } from 'node:fs'
import { DEFAULT_TIME_ZONE, isTimeZone } from '#kernel/time.ts'
import type { Command } from '../command.ts'
import { parseFlags } from '../flags.ts'
import type { Parsed } from '../flags.ts'
import { EXIT_USAGE, Plain, answer } from '../plain.ts'
import { STORE_FLAGS } from '../settings.ts'
import { withAccess } from './access.ts'
import { EVENT_FIELDS, PEOPLE_FIELDS, eventShape } from './events.ts'
import { checkColumns, tornOrders } from './look-ahead.ts'
import { readMapping } from './mapping.ts'
import { ORDER_FIELDS, orderIdOf } from './order-rows.ts'
import { orderShape } from './orders.ts'
import { formatOf } from './rows.ts'
import type { Reading } from './rows.ts'
import { hashFile, runImport } from './run.ts'
import type { Imported } from './run.ts'
import type { Shape } from './shape.ts'

const FLAGS = {
  map: { takes: 'field=Column,…', says: 'which column holds what; field==text: the same for all' },
  workspace: { takes: 'W', says: 'the workspace, by name or id, when the server runs here' },
  url: { takes: 'URL', says: 'the server; default: the one that runs on this data directory' },
  key: { takes: 'KEY', says: 'a key of the workspace (orders: API key; others: write key)' },
  format: { takes: 'FORMAT', says: 'csv, tsv, jsonl or spaces; default: by the file’s name' },
  'no-header': { says: 'the first line is data already; columns are called 1, 2, 3 …' },
  'time-zone': { takes: 'ZONE', says: 'of times without one; default Asia/Shanghai' },
  'date-format': {
    takes: 'FORMAT',
    says: 'YYYY-MM-DD HH:mm:ss, unix or unix_ms; default ISO 8601',
  },
  ...STORE_FLAGS,
} as const

const usageOf = (what: string) =>
  ({ command: `siyu import ${what}`, positionals: ['FILE'], flags: FLAGS }) as const

/** What the command line says of reading, the same for all three. */
async function readingOf(given: Parsed<keyof typeof FLAGS>) {
  const [path = ''] = given.positionals
  if (!existsSync(path)) throw new Plain(`There is no file ${path}.`, EXIT_USAGE)
  const timeZone = given.flag('time-zone') ?? DEFAULT_TIME_ZONE
  if (!isTimeZone(timeZone)) throw new Plain(`There is no time zone “${timeZone}”.`, EXIT_USAGE)
  const reading: Reading = {
    path,
    format: formatOf(path, given.flag('format')),
    header: !given.has('no-header'),
  }
  const fileHash = await hashFile(path)
  const when = { format: given.flag('date-format'), timeZone }
  return { reading, fileHash, when }
}

async function importAs(
  given: Parsed<keyof typeof FLAGS>,
  kind: 'api' | 'write',
  what: { reading: Reading; fileHash: string; plan: unknown; shape: Shape },
): Promise<void> {
  const { reading, fileHash, shape } = what
  const plan = JSON.stringify([what.plan, reading.format, reading.header])
  const imported = await withAccess({ texts: given.texts, kind }, (access) =>
    runImport({ reading, access, fileHash, plan, shape }),
  )
  for (const line of sum(imported)) answer(line)
}

const number = (n: number) => n.toLocaleString('en')

function sum(imported: Imported): string[] {
  return [
    ...(imported.resumedAt > 0 ? [`went on after row ${number(imported.resumedAt)}`] : []),
    `${number(imported.rows)} rows read, ${number(imported.accepted)} accepted in ${imported.seconds.toFixed(1)} s`,
    imported.report
      ? `${number(imported.badRows)} rows were not taken; each with its line and reason: ${imported.report}`
      : 'every row was taken',
  ]
}

const ordersUsage = {
  ...usageOf('orders'),
  flags: {
    ...FLAGS,
    'cancel-prefix': { takes: 'TEXT', says: 'order ids that begin so are cancellations' },
  },
  examples: [
    {
      does: 'invoices with a row for each product, cancellations marked C (the “Online Retail” file)',
      line: 'siyu import orders online_retail.csv.gz --workspace W --map order_id=InvoiceNo,paid_at=InvoiceDate,product_id=StockCode,name=Description,quantity=Quantity,price=UnitPrice,user_id=CustomerID,currency==GBP,property.country=Country --cancel-prefix C --date-format YYYY-MM-DDTHH:mm:ssZ --time-zone Europe/London',
    },
    {
      does: 'a table parted by blanks, one purchase a row, without order ids (the “CDNOW” file)',
      line: 'siyu import orders CDNOW_master.txt --workspace W --format spaces --map user_id=customer_id,paid_at=date,amount=dollar_value,currency==USD --date-format YYYYMMDD --time-zone America/New_York',
    },
  ],
} as const

export const importOrders: Command = {
  summary: 'bring in orders and refunds of the past from a file',
  usage: ordersUsage,
  async run(argv) {
    const given = parseFlags(argv, ordersUsage)
    const map = given.need('map')
    const mapping = readMapping(map, ORDER_FIELDS)
    if (!mapping.fields.has('paid_at') || mapping.identifiers.length === 0)
      throw new Plain('--map must name at least paid_at and an identifier (user_id=…).', EXIT_USAGE)
    if (!mapping.fields.has('amount') && !mapping.fields.has('price'))
      throw new Plain('--map must name amount (of the row) or price (of a piece).', EXIT_USAGE)
    const { reading, fileHash, when } = await readingOf(given)
    await checkColumns(reading, mapping)
    const cancelPrefix = given.flag('cancel-prefix')
    const torn = await tornOrders(reading, (row) => orderIdOf(row, mapping, fileHash))
    const shape = orderShape(mapping, { ...when, cancelPrefix, fileHash }, torn)
    await importAs(given, 'api', { reading, fileHash, plan: [map, when, cancelPrefix], shape })
  },
}

const eventsUsage = usageOf('events')

export const importEvents: Command = {
  summary: 'bring in events of the past from a file',
  usage: eventsUsage,
  async run(argv) {
    const given = parseFlags(argv, eventsUsage)
    const map = given.need('map')
    const mapping = readMapping(map, EVENT_FIELDS)
    if (
      !mapping.fields.has('event') ||
      !mapping.fields.has('at') ||
      mapping.identifiers.length === 0
    )
      throw new Plain('--map must name event, at and an identifier (user_id=…).', EXIT_USAGE)
    const { reading, fileHash, when } = await readingOf(given)
    await checkColumns(reading, mapping)
    const shape = eventShape('track', mapping, { ...when, fileHash })
    await importAs(given, 'write', { reading, fileHash, plan: ['track', map, when], shape })
  },
}

const peopleUsage = usageOf('people')

export const importPeople: Command = {
  summary: 'bring in people and their attributes (trait.NAME) from a file',
  usage: peopleUsage,
  async run(argv) {
    const given = parseFlags(argv, peopleUsage)
    const map = given.need('map')
    const mapping = readMapping(map, PEOPLE_FIELDS)
    if (mapping.identifiers.length === 0)
      throw new Plain('--map must name an identifier (user_id=…, phone=…).', EXIT_USAGE)
    const { reading, fileHash, when } = await readingOf(given)
    await checkColumns(reading, mapping)
    const shape = eventShape('identify', mapping, { ...when, fileHash })
    await importAs(given, 'write', { reading, fileHash, plan: ['identify', map, when], shape })
  },
}
