import { z } from 'zod'
import { inAll } from '#kernel/locale.ts'

const Url = z.url({ protocol: /^https?$/ }).max(500)
const Secret = z.string().min(1).max(500)
const AesKey = z
  .string()
  .regex(
    /^[A-Za-z0-9]{43}$/,
    inAll({ 'zh-CN': '43 位字母或数字', 'zh-TW': '43 位字母或數字', en: '43 letters or digits' }),
  )

/** What each platform wants to know. Fields in SECRETS are sealed and never shown again. */
export const CONNECTIONS = {
  wecom: z.object({
    corpId: z.string().min(1).max(64),
    agentId: z.string().max(32).optional(),
    secret: Secret,
    /** of the callback page: `Token` and `EncodingAESKey` */
    callbackToken: z.string().max(64).optional(),
    callbackAesKey: AesKey.optional(),
    /** another address than WeCom's own: a proxy, or the simulated world */
    baseUrl: Url.optional(),
  }),
  official_account: z.object({
    appId: z.string().min(1).max(64),
    secret: Secret,
    callbackToken: z.string().max(64).optional(),
    callbackAesKey: AesKey.optional(),
    baseUrl: Url.optional(),
    /** where people log in: open.weixin.qq.com unless said otherwise */
    openBaseUrl: Url.optional(),
  }),
  sms: z.object({ url: Url, key: Secret, signature: z.string().max(20).optional() }),
  email: z.object({
    host: z.string().min(1).max(255),
    port: z.int().min(1).max(65_535),
    user: z.string().max(255).optional(),
    password: Secret.optional(),
    from: z.string().min(3).max(255),
  }),
} as const

export type ConnectionKind = keyof typeof CONNECTIONS
export const CONNECTION_KINDS = Object.keys(CONNECTIONS) as [ConnectionKind, ...ConnectionKind[]]

export const SECRETS = {
  wecom: ['secret', 'callbackToken', 'callbackAesKey'],
  official_account: ['secret', 'callbackToken', 'callbackAesKey'],
  sms: ['key'],
  email: ['password'],
} as const satisfies Record<ConnectionKind, readonly string[]>

type Settings<K extends ConnectionKind> = z.output<(typeof CONNECTIONS)[K]>

/** A connection as its users need it: with the secrets open. */
export type Connection<K extends ConnectionKind = ConnectionKind> = {
  [Kind in K]: { id: string; kind: Kind; name: string } & Settings<Kind>
}[K]

const common = { name: z.string().trim().min(1).max(60).optional() }

export const ConnectionInput = z.discriminatedUnion('kind', [
  CONNECTIONS.wecom.partial({ secret: true }).extend({ kind: z.literal('wecom'), ...common }),
  CONNECTIONS.official_account
    .partial({ secret: true })
    .extend({ kind: z.literal('official_account'), ...common }),
  CONNECTIONS.sms.partial({ key: true }).extend({ kind: z.literal('sms'), ...common }),
  CONNECTIONS.email.extend({ kind: z.literal('email'), ...common }),
])
export type ConnectionInput = z.output<typeof ConnectionInput>

type Fields = Record<string, unknown>

/** Splits what may be shown from what is sealed; a secret left out keeps the one there was. */
export function splitSecrets(kind: ConnectionKind, fields: Fields, sealedBefore: Fields) {
  const names: readonly string[] = SECRETS[kind]
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined)
  return {
    settings: Object.fromEntries(entries.filter(([key]) => !names.includes(key))),
    secrets: {
      ...sealedBefore,
      ...Object.fromEntries(entries.filter(([key]) => names.includes(key))),
    },
  }
}
