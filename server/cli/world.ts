import { existsSync } from 'node:fs'
import { setInterval } from 'node:timers'
import { setCallbacks } from '#world/control/app.ts'
import { openWorld } from '#world/open.ts'
import type { OpenWorld } from '#world/open.ts'
import { DEFAULT_PEOPLE, DEFAULT_SEED } from '#world/world.ts'
import type { Command } from './command.ts'
import { parseFlags } from './flags.ts'
import { answer, EXIT_USAGE, Plain, tell } from './plain.ts'
import { untilStopped } from './stop.ts'

const usage = {
  command: 'siyu world',
  flags: {
    data: { takes: 'FILE', says: 'keep the world here between runs (else it is forgotten)' },
    people: { takes: 'N', says: `how many people live in it (${DEFAULT_PEOPLE})` },
    seed: { takes: 'N', says: 'which people: the same seed makes the same' },
    start: { takes: 'ISO', says: 'when it begins (now); only of a new world' },
    'api-port': { takes: 'N', says: 'port of the platforms (a free one)' },
    'control-port': {
      takes: 'N',
      says: 'port of the phones and the hand on the world (a free one)',
    },
    'smtp-port': { takes: 'N', says: 'port of the mail server (a free one)' },
    'wecom-callback': { takes: 'URL', says: 'where WeCom calls back; checked as its console does' },
    'account-callback': { takes: 'URL', says: 'where 公众号 calls back; checked likewise' },
    still: { says: 'time stands still but for POST /world/step' },
    json: { says: 'one line of JSON with every address and secret' },
  },
  examples: [
    {
      does: 'A WeChat of your own on localhost',
      line: 'siyu world --api-port 9001 --control-port 9002',
    },
  ],
} as const

const BEAT_MS = 1_000

/** WeCom, 公众号, SMS and mail on localhost, for any project; people are moved by hand or by HTTP. */
export const world: Command = {
  summary: 'a WeChat world alone: a sandbox of WeCom and 公众号 for any project',
  usage,
  async run(argv) {
    const given = parseFlags(argv, usage)
    const number = (name: keyof typeof usage.flags, otherwise: number): number => {
      const n = Number(given.flag(name) ?? otherwise)
      if (!Number.isSafeInteger(n) || n < 0)
        throw new Plain(`siyu world: --${name} takes a number.`, EXIT_USAGE)
      return n
    }
    const path = given.flag('data')
    const startAt = new Date(given.flag('start') ?? Date.now())
    if (Number.isNaN(startAt.getTime()))
      throw new Plain(
        'siyu world: --start takes a date such as 2026-03-01T00:00:00+08:00.',
        EXIT_USAGE,
      )
    const stopped = untilStopped()
    const isOld = path !== undefined && existsSync(path)
    const open = await openWorld({
      ...{ seed: number('seed', DEFAULT_SEED), people: number('people', DEFAULT_PEOPLE), startAt },
      ...{ apiPort: number('api-port', 0), controlPort: number('control-port', 0) },
      ...{ smtpPort: number('smtp-port', 0), snapshotPath: path },
    })
    try {
      if (given.has('json')) answer(JSON.stringify(addressesOf(open)))
      else for (const line of toldOf(open, isOld)) tell(line)
      await callBackTo(open, given.flag('wecom-callback'), given.flag('account-callback'))
      const beat = given.has('still') ? undefined : setInterval(() => pass(open), BEAT_MS)
      await stopped
      clearInterval(beat)
    } finally {
      await open.close()
    }
  },
}

/** A second of the world for a second of ours. */
const pass = ({ world: { clock } }: OpenWorld): void => clock.moveTo(clock.nowMs() + BEAT_MS)

const addressesOf = ({ world: { credentials }, ...open }: OpenWorld) => ({
  ...{ wecomBase: open.wecomBase, officialAccountBase: open.officialAccountBase },
  ...{ openBase: open.openBase, smsUrl: open.smsUrl, smtp: open.smtp },
  ...{ controlUrl: open.controlUrl, phones: `${open.controlUrl}/phone`, credentials },
})

function toldOf(open: OpenWorld, isOld: boolean): string[] {
  const { wecom, officialAccount, sms } = open.world.credentials
  return [
    `微信世界 · A WeChat world of ${open.world.people.length} people${isOld ? ', as it was left' : ''}`,
    `  企业微信 WeCom       ${open.wecomBase}`,
    `    corpid ${wecom.corpId} · secret ${wecom.secret}`,
    `    callback token ${wecom.token} · EncodingAESKey ${wecom.encodingAesKey}`,
    `  公众号 account       ${open.officialAccountBase}`,
    `    appid ${officialAccount.appId} · secret ${officialAccount.secret}`,
    `    callback token ${officialAccount.token} · EncodingAESKey ${officialAccount.encodingAesKey}`,
    `  登录页 OAuth         ${open.openBase}`,
    `  短信 SMS             ${open.smsUrl} · key ${sms.key}`,
    `  邮件 SMTP            ${open.smtp.host}:${open.smtp.port}`,
    `  手机们 phones        ${open.controlUrl}/phone`,
    '  Secrets are invented and the same everywhere. Ctrl-C stops it.',
  ]
}

async function callBackTo(
  open: OpenWorld,
  wecom: string | undefined,
  officialAccount: string | undefined,
): Promise<void> {
  const urls = { ...(wecom ? { wecom } : {}), ...(officialAccount ? { officialAccount } : {}) }
  for (const [platform, verified] of Object.entries(await setCallbacks(open.live, urls)))
    tell(
      verified
        ? `  ${platform}: the callback answered its check`
        : `✗ ${platform}: the callback did not answer its check, and is not called`,
    )
}
