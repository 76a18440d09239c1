/** Every limit of the platforms in one place, so that tests can shrink it and doubts can be switched. */
export interface Settings {
  tokenLifeSeconds: number
  /** WeCom blocks an address for an hour after "several" wrong secrets; how many is not documented. */
  wrongSecretsBeforeBlock: number
  wrongSecretBlockMs: number
  maxContactWays: number
  maxCorpTags: number
  /** How many a group holds; not in the platform's pages, so it can be set. */
  groupSize: number
  /** From this size on nobody joins by a code any more: the rest must be invited. */
  groupScanSize: number
  /** The code of a group, taken from the client, dies after this. */
  groupCodeLifeMs: number
  welcomeCodeLifeMs: number
  /** Right after creation a mass send is still being dispatched (41063). */
  dispatchMs: number
  /** The admin's choice of how many mass messages a customer may receive. */
  massCap: 'month_days' | 'week_7' | 'day_1' | 'legacy_4'
  /** Whether a member deleted by the customer can still read her (documented: yes). */
  readableAfterCustomerLeft: boolean
  /** What a customer's doing grants 公众号: messages within a time. */
  windows: Readonly<Record<WindowKind, { messages: number; ms: number }>>
  oauthCodeLifeMs: number
  /** A callback that does not connect or answer in this real time is dropped and sent again. */
  callbackTimeoutMs: number
  callbackAttempts: number
  /** How long, in real time, virtual time stands still for a newcomer's greeting. */
  greetingPatienceMs: number
}

export type WindowKind = 'message' | 'menu' | 'follow' | 'scan'

export const SETTINGS: Settings = {
  tokenLifeSeconds: 7_200,
  wrongSecretsBeforeBlock: 5,
  wrongSecretBlockMs: 3_600_000,
  maxContactWays: 500_000,
  maxCorpTags: 10_000,
  groupSize: 500,
  groupScanSize: 200,
  groupCodeLifeMs: 7 * 24 * 3_600_000,
  welcomeCodeLifeMs: 20_000,
  dispatchMs: 5_000,
  massCap: 'month_days',
  readableAfterCustomerLeft: true,
  windows: {
    message: { messages: 5, ms: 48 * 3_600_000 },
    menu: { messages: 3, ms: 60_000 },
    follow: { messages: 3, ms: 60_000 },
    scan: { messages: 3, ms: 60_000 },
  },
  oauthCodeLifeMs: 300_000,
  callbackTimeoutMs: 5_000,
  callbackAttempts: 3,
  greetingPatienceMs: 3_000,
}

/** What the brand's engineer copies from the platforms' consoles into Siyu. All invented. */
export interface Credentials {
  wecom: { corpId: string; agentId: string; secret: string; token: string; encodingAesKey: string }
  officialAccount: {
    appId: string
    account: string
    secret: string
    token: string
    encodingAesKey: string
  }
  sms: { key: string }
}

export const CREDENTIALS: Credentials = {
  wecom: {
    corpId: 'wwchaoxi0000000001',
    agentId: '1000002',
    secret: 'chaoxi-wecom-secret-for-the-demo-world-0001',
    token: 'chaoxiWecomToken',
    encodingAesKey: 'chaoxibookstore0123456789ABCDEFGHIJKLMNOPQR',
  },
  officialAccount: {
    appId: 'wxchaoxi0000000001',
    account: 'gh_chaoxibooks',
    secret: 'chaoxi0official0account0secret01',
    token: 'chaoxiAccountToken',
    encodingAesKey: 'tideofficialaccount0123456789ABCDEFGHIJKLMN',
  },
  sms: { key: 'chaoxi-sms-key' },
}
