import type { Scheme } from '#modules/collect/model/hook-signature.ts'

/** A scheme while it is written: parts of every kind stay, so that going back loses nothing. */
export interface DraftScheme {
  kind: Scheme['kind']
  header?: string | undefined
  encoding?: 'hex' | 'base64' | undefined
  prefix?: string | undefined
  timestampHeader?: string | undefined
  id?: string | undefined
}

/** What the server takes: of a kind only its own parts. */
export function schemeOf(draft: DraftScheme): Scheme {
  const { kind, header = '', encoding = 'hex', prefix = '', timestampHeader, id = '' } = draft
  switch (kind) {
    case 'none':
      return { kind }
    case 'md5_wrapped':
      return { kind, header, id }
    case 'hmac_sha256':
      return { kind, header, encoding, prefix, ...(timestampHeader && { timestampHeader }) }
  }
}

const BODY = `{"event_id":"try-1","type":"order_paid","order_no":"T1","pay_amount":"1.00","phone":"13800138000"}`

const hmac = (encoding: 'hex' | 'base64', signed: string): string =>
  encoding === 'hex'
    ? `$(printf %s "${signed}" | openssl dgst -sha256 -hmac "$SECRET" | awk '{print $NF}')`
    : `$(printf %s "${signed}" | openssl dgst -sha256 -hmac "$SECRET" -binary | base64)`

/** A payload sent by hand, signed as the sender would. */
export function tryIt(url: string, scheme: Scheme): string {
  const send = [`curl -X POST '${url}'`, `-H 'content-type: application/json'`, `-d "$BODY"`]
  switch (scheme.kind) {
    case 'none':
      return lines([`BODY='${BODY}'`], send)
    case 'md5_wrapped': {
      const sign = `SIGN=$(printf %s "${scheme.id}$BODY$SECRET" | openssl dgst -md5 | awk '{print $NF}')`
      return lines([SECRET, `BODY='${BODY}'`, sign], [...send, `-H "${scheme.header}: $SIGN"`])
    }
    case 'hmac_sha256': {
      const { timestampHeader: stamp, prefix, header, encoding } = scheme
      const sign = `SIGN=${hmac(encoding, stamp ? '$NOW.$BODY' : '$BODY')}`
      return lines(
        [SECRET, `BODY='${BODY}'`, ...(stamp ? ['NOW=$(date +%s)'] : []), sign],
        [...send, `-H "${header}: ${prefix}$SIGN"`, ...(stamp ? [`-H "${stamp}: $NOW"`] : [])],
      )
    }
  }
}

const SECRET = `SECRET='whsec_…'`

const lines = (before: readonly string[], command: readonly string[]): string =>
  [...before, command.join(' \\\n  ')].join('\n')
