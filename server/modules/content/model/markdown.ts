import { escapeHtml } from '#kernel/html.ts'

/**
 * The part of Markdown that articles use: headings, paragraphs, lists, quotes, rules, fenced code,
 * emphasis, links and pictures. HTML inside it is text. The result still passes `sanitise`.
 */
export function markdownToHtml(source: string): string {
  const lines = source.replaceAll('\r\n', '\n').split('\n')
  const out: string[] = []
  let at = 0
  while (at < lines.length) {
    const block = readBlock(lines, at)
    if (block.html) out.push(block.html)
    at = block.next
  }
  return out.join('\n')
}

interface Block {
  html: string
  next: number
}

const BULLET = /^\s{0,3}[-*+]\s+(.*)$/
const NUMBERED = /^\s{0,3}\d{1,9}[.)]\s+(.*)$/
const QUOTE = /^\s{0,3}>\s?(.*)$/

function readBlock(lines: readonly string[], at: number): Block {
  const line = lines[at] ?? ''
  if (line.trim() === '') return { html: '', next: at + 1 }
  const heading = /^(#{1,4})\s+(.*?)\s*#*$/.exec(line)
  if (heading) {
    const level = heading[1]?.length ?? 1
    return { html: `<h${level}>${inline(heading[2] ?? '')}</h${level}>`, next: at + 1 }
  }
  if (/^\s{0,3}([-*_])(\s*\1){2,}\s*$/.test(line)) return { html: '<hr>', next: at + 1 }
  if (line.startsWith('```')) return fenced(lines, at)
  if (QUOTE.test(line)) {
    const { matched, next } = run(lines, at, QUOTE)
    return { html: `<blockquote>${markdownToHtml(matched.join('\n'))}</blockquote>`, next }
  }
  if (BULLET.test(line)) return list(lines, at, BULLET, 'ul')
  if (NUMBERED.test(line)) return list(lines, at, NUMBERED, 'ol')
  return paragraph(lines, at)
}

function run(lines: readonly string[], at: number, pattern: RegExp) {
  const matched: string[] = []
  let next = at
  for (; next < lines.length; next++) {
    const found = pattern.exec(lines[next] ?? '')
    if (!found) break
    matched.push(found[1] ?? '')
  }
  return { matched, next }
}

function list(lines: readonly string[], at: number, pattern: RegExp, tag: 'ul' | 'ol'): Block {
  const { matched, next } = run(lines, at, pattern)
  const items = matched.map((item) => `<li>${inline(item)}</li>`).join('')
  return { html: `<${tag}>${items}</${tag}>`, next }
}

function fenced(lines: readonly string[], at: number): Block {
  const end = lines.findIndex((line, i) => i > at && line.startsWith('```'))
  const last = end < 0 ? lines.length : end
  const code = lines.slice(at + 1, last).join('\n')
  return { html: `<pre><code>${escapeHtml(code)}</code></pre>`, next: last + 1 }
}

function paragraph(lines: readonly string[], at: number): Block {
  let next = at + 1
  while (next < lines.length && !startsBlock(lines[next] ?? '')) next++
  const text = lines.slice(at, next).join('\n')
  return { html: `<p>${inline(text).replaceAll('\n', '<br>')}</p>`, next }
}

const startsBlock = (line: string): boolean =>
  line.trim() === '' ||
  /^#{1,4}\s/.test(line) ||
  line.startsWith('```') ||
  QUOTE.test(line) ||
  BULLET.test(line) ||
  NUMBERED.test(line)

function inline(raw: string): string {
  return escapeHtml(raw)
    .replaceAll(/`([^`]+)`/g, '<code>$1</code>')
    .replaceAll(/!\[([^\]]*)\]\(([^\s)]+)\)/g, '<img src="$2" alt="$1">')
    .replaceAll(/\[([^\]]+)\]\(([^\s)]+)\)/g, '<a href="$2">$1</a>')
    .replaceAll(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replaceAll(/(?<![\w*])[*_]([^*_\n]+)[*_](?![\w*])/g, '<em>$1</em>')
}
