/** Just enough of MIME to read what a mailer of ours sends: headers, and the first part of text. */
export interface Letter {
  subject: string
  text: string
}

export function readLetter(raw: string): Letter {
  const { headers, body } = split(raw)
  return { subject: decodeWords(headers['subject'] ?? ''), text: textOf(headers, body).trim() }
}

type Headers = Readonly<Record<string, string>>

function split(raw: string): { headers: Headers; body: string } {
  const text = raw.replaceAll('\r\n', '\n')
  const end = text.indexOf('\n\n')
  const head = end < 0 ? text : text.slice(0, end)
  const headers: Record<string, string> = {}
  for (const line of head.replaceAll(/\n[ \t]+/g, ' ').split('\n')) {
    const colon = line.indexOf(':')
    if (colon > 0) headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim()
  }
  return { headers, body: end < 0 ? '' : text.slice(end + 2) }
}

function textOf(headers: Headers, body: string): string {
  const type = headers['content-type'] ?? 'text/plain'
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1]
  if (boundary) {
    const parts = body
      .split(`--${boundary}`)
      .slice(1)
      .filter((part) => !part.startsWith('--'))
    const texts = parts.map((part) => {
      const inner = split(part.replace(/^\n/, ''))
      return { type: inner.headers['content-type'] ?? '', text: textOf(inner.headers, inner.body) }
    })
    return (texts.find((part) => part.type.startsWith('text/plain')) ?? texts[0])?.text ?? ''
  }
  const plain = decode(headers['content-transfer-encoding'] ?? '', body)
  return type.includes('text/html') ? plain.replaceAll(/<[^>]+>/g, ' ') : plain
}

function decode(encoding: string, body: string): string {
  if (/base64/i.test(encoding)) return Buffer.from(body, 'base64').toString('utf8')
  if (/quoted-printable/i.test(encoding)) return unquote(body.replaceAll(/=\n/g, ''))
  return body
}

const unquote = (text: string): string =>
  Buffer.from(
    text.replaceAll(/=([0-9A-Fa-f]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    ),
    'latin1',
  ).toString('utf8')

/** `=?UTF-8?B?…?=` and `=?UTF-8?Q?…?=`; neighbours are one text. */
function decodeWords(text: string): string {
  return text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(word, 'base64').toString('utf8')
        : unquote(word.replaceAll('_', ' ')),
    )
}
