import type { Ctx } from '#platform/ctx.ts'
import type { Session } from '#wechat/session.ts'

export interface Gateway {
  url: string
  key: string
}

export interface MailServer {
  host: string
  port: number
  user?: string | undefined
  password?: string | undefined
  from: string
}

export async function wecomSession(_ctx: Ctx): Promise<Session | undefined> {
  return undefined
}

export async function officialAccountSession(_ctx: Ctx): Promise<Session | undefined> {
  return undefined
}

export async function smsGateway(_ctx: Ctx): Promise<Gateway | undefined> {
  return undefined
}

export async function mailServer(_ctx: Ctx): Promise<MailServer | undefined> {
  return undefined
}
