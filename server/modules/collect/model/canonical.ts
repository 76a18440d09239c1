import { fenOfYuan } from '#kernel/money.ts'
import { CANONICAL_EVENTS, CANONICAL_PROPERTIES, MONEY } from './taxonomy.ts'

export const canonicalName = (name: string): string =>
  own(CANONICAL_EVENTS, name.toLowerCase()) ?? name

/** Senders name events as they like, `constructor` too: only what the table itself holds counts. */
const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined

/** The properties under our names beside the sender's; amounts as yuan number and integer fen. */
export function canonicalProperties(
  event: string,
  given: Record<string, unknown>,
): Record<string, unknown> {
  const rename = own(CANONICAL_PROPERTIES, event)
  const money = own(MONEY, event)
  if (!rename && !money) return given
  const properties = { ...given }
  for (const [ours, theirs] of Object.entries(rename ?? {})) {
    const found = theirs.find((key) => present(given[key]))
    if (found === undefined) continue
    const value = given[found]
    properties[ours] = ours.endsWith('_id') ? idText(value) : value
  }
  for (const [yuan, fen] of Object.entries(money ?? {})) addFen(properties, yuan, fen)
  if (Array.isArray(properties.products))
    properties.products = properties.products.map((product) => withPrice(parsed(product)))
  return properties
}

/** One order has one id, whether it comes as a number, as text, or with blanks around it. */
function idText(value: unknown): unknown {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' ? value.trim() : value
}

const present = (value: unknown): boolean => value !== undefined && value !== null && value !== ''

/** The exact fen win where a sender gives them; else they come from the yuan. */
function addFen(properties: Record<string, unknown>, yuan: string, fen: string): void {
  const given = properties[fen]
  const exact = typeof given === 'number' && Number.isSafeInteger(given) ? given : undefined
  const amount = exact ?? fenOfYuan(properties[yuan])
  if (amount === undefined) return
  properties[fen] = amount
  properties[yuan] = amount / 100
}

/** 神策 lists hold texts only, so products arrive as texts of JSON there. */
function parsed(product: unknown): unknown {
  if (typeof product !== 'string' || !product.startsWith('{')) return product
  try {
    return JSON.parse(product)
  } catch {
    // Swallowed because a text that is no JSON is just that text.
    return product
  }
}

function withPrice(product: unknown): unknown {
  if (typeof product !== 'object' || product === null || Array.isArray(product)) return product
  const priceFen = fenOfYuan('price' in product ? product.price : undefined)
  return priceFen === undefined ? product : { ...product, price_fen: priceFen }
}
