import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { isSigned } from '#modules/collect/model/hook-signature.ts'
import type { Scheme } from '#modules/collect/model/hook-signature.ts'
import { schemeOf, tryIt } from './scheme.ts'

test('of a scheme only the parts of its kind are sent', () => {
  const draft = { header: 'x-sign', encoding: 'base64', prefix: 'v1=', id: 'app' } as const
  expect(schemeOf({ kind: 'none', ...draft })).toEqual({ kind: 'none' })
  expect(schemeOf({ kind: 'md5_wrapped', ...draft })).toEqual({
    ...{ kind: 'md5_wrapped', header: 'x-sign', id: 'app' },
  })
  expect(schemeOf({ kind: 'hmac_sha256', ...draft, timestampHeader: '' })).toEqual({
    ...{ kind: 'hmac_sha256', header: 'x-sign', encoding: 'base64', prefix: 'v1=' },
  })
})

test('the guide shows the command that the console shows', async () => {
  const scheme = {
    kind: 'hmac_sha256',
    header: 'x-signature',
    encoding: 'hex',
    prefix: '',
  } as const
  const command = tryIt('https://siyu.example.com/v1/hooks/…', scheme)
  for (const name of ['collect.md', 'collect.en.md'])
    expect(await readFile(`docs/guide/${name}`, 'utf8')).toContain(command)
})

const SCHEMES: readonly Scheme[] = [
  { kind: 'none' },
  { kind: 'md5_wrapped', header: 'event-sign', id: 'app-1' },
  { kind: 'hmac_sha256', header: 'x-sign', encoding: 'hex', prefix: '' },
  { kind: 'hmac_sha256', header: 'x-sign', encoding: 'base64', prefix: 'sha256=' },
  { kind: 'hmac_sha256', header: 'x-sign', encoding: 'hex', prefix: '', timestampHeader: 'x-at' },
]
const hasTools = () =>
  promisify(execFile)('sh', ['-c', 'command -v openssl && command -v curl']).then(
    () => true,
    () => false,
  )

test('what is shown to try a webhook is signed as the webhook wants', async (context) => {
  if (!(await hasTools())) return context.skip('needs openssl and curl')
  const heard: { header: (name: string) => string | undefined; bytes: Uint8Array }[] = []
  const server = createServer((asked, answer) => {
    const parts: Buffer[] = []
    asked.on('data', (part: Buffer) => parts.push(part))
    asked.on('end', () => {
      const header = (name: string) => asked.headers[name]?.toString()
      heard.push({ header, bytes: Buffer.concat(parts) })
      answer.end('ok')
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  for (const scheme of SCHEMES) {
    const script = tryIt(`http://127.0.0.1:${port}/`, scheme).replace('whsec_…', 'whsec_abc')
    await promisify(execFile)('sh', ['-c', script])
    const [got] = heard.splice(0)
    const signed = { secret: 'whsec_abc', now: new Date(), bytes: new Uint8Array() }
    expect([scheme, isSigned(scheme, { ...signed, header: () => undefined, ...got })]).toEqual([
      scheme,
      true,
    ])
  }
  server.close()
})
