import { escapeHtml } from '#kernel/html.ts'

/**
 * Rich text from outside → HTML that is safe to show: a short list of tags and attributes is kept,
 * everything else becomes text or vanishes. Written as a tokenizer that only ever *adds* what it
 * recognises, so what it does not understand cannot pass.
 */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  p: [],
  br: [],
  hr: [],
  h1: [],
  h2: [],
  h3: [],
  h4: [],
  strong: [],
  b: [],
  em: [],
  i: [],
  u: [],
  s: [],
  blockquote: [],
  ul: [],
  ol: [],
  li: [],
  code: [],
  pre: [],
  a: ['href', 'title'],
  img: ['src', 'alt', 'width', 'height'],
  figure: [],
  figcaption: [],
}

const VOID = new Set(['br', 'hr', 'img'])
/** Their content is no text for readers: it goes together with the tag. */
const SWALLOWED = new Set([
  'script',
  'style',
  'iframe',
  'object',
  'template',
  'title',
  'svg',
  'math',
])

const TAG = /^<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/

export function sanitise(html: string): string {
  const open: string[] = []
  let out = ''
  let at = 0
  while (at < html.length) {
    const next = html.indexOf('<', at)
    if (next < 0) return out + text(html.slice(at)) + closeAll(open)
    out += text(html.slice(at, next))
    if (html.startsWith('<!--', next)) {
      const end = html.indexOf('-->', next)
      at = end < 0 ? html.length : end + 3
      continue
    }
    const found = TAG.exec(html.slice(next))
    if (!found) {
      out += '&lt;'
      at = next + 1
      continue
    }
    at = next + found[0].length
    const tag = (found[2] ?? '').toLowerCase()
    if (found[1] === '/') out += close(open, tag)
    else if (SWALLOWED.has(tag)) at = afterElement(html, tag, at)
    else out += start(open, tag, found[3] ?? '')
  }
  return out + closeAll(open)
}

function start(open: string[], tag: string, rest: string): string {
  const allowed = Object.hasOwn(KEPT, tag) ? KEPT[tag] : undefined
  if (!allowed) return ''
  const given = attributesOf(rest)
  const kept = allowed
    .map((name) => [name, safe(name, given.get(name))] as const)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escapeHtml(value ?? '')}"`)
    .join('')
  if (tag === 'img' && !kept.includes(' src=')) return ''
  if (!VOID.has(tag)) open.push(tag)
  return tag === 'a' ? `<a${kept} rel="noopener nofollow">` : `<${tag}${kept}>`
}

function close(open: string[], tag: string): string {
  const depth = open.lastIndexOf(tag)
  if (depth < 0) return ''
  return open
    .splice(depth)
    .toReversed()
    .map((name) => `</${name}>`)
    .join('')
}

const closeAll = (open: string[]): string =>
  open
    .splice(0)
    .toReversed()
    .map((name) => `</${name}>`)
    .join('')

function afterElement(html: string, tag: string, from: number): number {
  const end = html.toLowerCase().indexOf(`</${tag}`, from)
  if (end < 0) return html.length
  const close = html.indexOf('>', end)
  return close < 0 ? html.length : close + 1
}

function attributesOf(text: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const [, name, , double, single, bare] of text.matchAll(
    /([a-zA-Z-]+)\s*(=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g,
  ))
    found.set((name ?? '').toLowerCase(), unescapeHtml(double ?? single ?? bare ?? ''))
  return found
}

function safe(name: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  if (name === 'href' || name === 'src') return isWebAddress(value) ? value.trim() : undefined
  if (name === 'width' || name === 'height') return /^\d{1,4}$/.test(value) ? value : undefined
  return value
}

const isWebAddress = (value: string): boolean => /^https?:\/\/[^\s]+$/i.test(value.trim())

/** Text between tags: entities stay as they are, bare ampersands and brackets become entities. */
const text = (raw: string): string =>
  raw
    .replaceAll(/&(?!(?:#\d{1,6}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});)/g, '&amp;')
    .replaceAll('>', '&gt;')

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
}

/** Attribute values are decoded before they are judged: `java&#115;cript:` is what it says. */
const unescapeHtml = (value: string): string =>
  value.replaceAll(/&(#x?[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});?/g, (whole, entity: string) => {
    if (!entity.startsWith('#')) return ENTITIES[entity] ?? whole
    const point =
      entity[1]?.toLowerCase() === 'x'
        ? Number.parseInt(entity.slice(2), 16)
        : Number.parseInt(entity.slice(1), 10)
    return point > 0 && point <= 0x10_ff_ff ? String.fromCodePoint(point) : ''
  })
