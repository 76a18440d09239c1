import { expect, test } from 'vitest'
import { callbackSignature } from '../crypto/signature.ts'
import * as v from '../crypto/vectors.ts'
import { pack } from '../crypto/aes.ts'
import { officialAccountEvent } from '../official-account/events.ts'
import { wecomEvent } from '../wecom/events.ts'
import { openCallback, openEcho, plainEchoIsGenuine } from './open.ts'
import { sealReply } from './reply.ts'
import { parseXml } from './xml.ts'

const seal = { token: v.TOKEN, encodingAesKey: v.AES_KEY, receiveId: v.CORP_ID }
const query = {
  signature: 'dc0658dfc43937da1a471490dd9ec158661245fb',
  timestamp: '1767225661',
  nonce: 'nonce7f3a9',
}
const body = `<xml><ToUserName><![CDATA[${v.CORP_ID}]]></ToUserName><Encrypt><![CDATA[${v.ADD_CONTACT_SEALED}]]></Encrypt></xml>`

function sealedEvent(xml: string) {
  const sealed = pack(v.AES_KEY, xml, v.CORP_ID, v.RANDOM)
  const stamp = { timestamp: '1767225800', nonce: 'n' }
  const signature = callbackSignature(v.TOKEN, stamp.timestamp, stamp.nonce, sealed)
  const opened = openCallback(
    seal,
    { ...stamp, signature },
    `<xml><Encrypt>${sealed}</Encrypt></xml>`,
  )
  if (opened.kind !== 'opened') throw new Error(opened.because)
  return opened
}

test('an added contact opens into an event', () => {
  const opened = openCallback(seal, query, body)
  if (opened.kind !== 'opened') throw new Error(opened.because)
  expect(opened.xml).toBe(v.ADD_CONTACT_XML)
  expect(opened.dedupeKey).toMatch(/^72be4814/)
  expect(wecomEvent(opened.fields)).toEqual({
    kind: 'contact_added',
    half: false,
    corpId: v.CORP_ID,
    at: new Date('2026-01-01T00:01:00Z'),
    userId: 'zhangsan',
    externalUserId: 'wmSimulatedCustomer0000000000001',
    state: '渠道A',
    welcomeCode: 'WELCOME-0001',
  })
})

test.each([
  ['bad_signature', seal, { ...query, nonce: 'other' }, body],
  ['wrong_receiver', { ...seal, receiveId: 'wwAnother' }, query, body],
  ['unreadable', seal, query, 'not xml at all'],
  ['unreadable', seal, query, '<!DOCTYPE xml [<!ENTITY a "b">]><xml><Encrypt>&a;</Encrypt></xml>'],
])('a callback is turned away: %s', (because, givenSeal, givenQuery, givenBody) => {
  expect(openCallback(givenSeal, givenQuery, givenBody)).toEqual({ kind: 'turned_away', because })
})

test('an old stamp is turned away only where freshness is asked for', () => {
  const late = { now: new Date('2026-01-01T01:00:00Z'), maxAgeSeconds: 300 }
  expect(openCallback(seal, query, body, late)).toEqual({ kind: 'turned_away', because: 'stale' })
  const inTime = { now: new Date('2026-01-01T00:01:30Z'), maxAgeSeconds: 300 }
  expect(openCallback(seal, query, body, inTime).kind).toBe('opened')
})

test('the URL check answers the plain echo', () => {
  const echo =
    'Q3stYC6hdFzMh9T8HCvyDH0IHJENRtL8kKsqSYgg4gClawqfEI4bjkd/sThBdy5abkkNPf3wQSpydibwulBNcw=='
  const stamp = {
    signature: 'f6c4867ff07ba0a5395b55c56efb26dba2ea31dc',
    timestamp: '1767225600',
    nonce: '1320562132',
  }
  expect(openEcho(seal, stamp, echo)).toEqual({ kind: 'echo', text: '1616140317555161061' })
  expect(openEcho(seal, { ...stamp, nonce: '1' }, echo).kind).toBe('turned_away')
})

test('公众号 checks its URL with the plain signature', () => {
  const stamp = {
    signature: '957a149236c43c725f6bc01f050cca191f27b98a',
    timestamp: '1767225600',
    nonce: '778899',
  }
  expect(plainEchoIsGenuine('sim-token-01', stamp)).toBe(true)
  expect(plainEchoIsGenuine('another', stamp)).toBe(false)
})

test('a sealed reply carries the documented signature', () => {
  const stamp = { timestamp: '1767225662', nonce: 'reply42', random: v.RANDOM }
  const fields = parseXml(sealReply(seal, v.REPLY_XML, stamp))
  expect(fields).toMatchObject({
    Encrypt: v.REPLY_SEALED,
    MsgSignature: 'ff922bea3fe3118fa11ea7b0fa7e26e795874c9b',
  })
})

const event = (inside: string) =>
  `<xml><ToUserName><![CDATA[${v.CORP_ID}]]></ToUserName><CreateTime>1767225900</CreateTime><MsgType>event</MsgType>${inside}</xml>`

test.each([
  ['one', '<Item>wmA</Item>', ['wmA']],
  ['two', '<Item>wmA</Item><Item>wmB</Item>', ['wmA', 'wmB']],
])('a group change lists %s member', (_, items, memberIds) => {
  const xml = event(
    `<Event>change_external_chat</Event><ChatId>wrSim01</ChatId><ChangeType>update</ChangeType><UpdateDetail>add_member</UpdateDetail><JoinScene>3</JoinScene><MemChangeList>${items}</MemChangeList><CurMemVer>7122</CurMemVer>`,
  )
  expect(wecomEvent(sealedEvent(xml).fields)).toMatchObject({
    kind: 'group_changed',
    chatId: 'wrSim01',
    memberIds,
    joinScene: '3',
  })
})

test('who removed whom is told apart', () => {
  const removed = (change: string) =>
    wecomEvent(
      sealedEvent(
        event(
          `<Event>change_external_contact</Event><ChangeType>${change}</ChangeType><UserID>lin</UserID><ExternalUserID>wmA</ExternalUserID>`,
        ),
      ).fields,
    )
  expect(removed('del_follow_user')).toMatchObject({ kind: 'contact_removed', by: 'customer' })
  expect(removed('del_external_contact')).toMatchObject({ kind: 'contact_removed', by: 'staff' })
})

test('a long message id of 公众号 keeps every digit, and text is not decoded', () => {
  const xml = `<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[oSIM1]]></FromUserName><CreateTime>1767225601</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[a &lt; b]]></Content><MsgId>7012345678901234567</MsgId></xml>`
  expect(officialAccountEvent(sealedEvent(xml).fields)).toEqual({
    kind: 'wrote',
    account: 'gh_1',
    openid: 'oSIM1',
    at: new Date('2026-01-01T00:00:01Z'),
    msgType: 'text',
    content: 'a &lt; b',
    msgId: '7012345678901234567',
  })
})

test('a follower brought by a code carries its scene without the prefix', () => {
  const follow = (key: string) =>
    officialAccountEvent(
      sealedEvent(event(`<Event>subscribe</Event><EventKey>${key}</EventKey>`)).fields,
    )
  expect(follow('qrscene_camp7')).toMatchObject({ kind: 'followed', scene: 'camp7' })
  expect(follow('')).toMatchObject({ kind: 'followed', scene: undefined })
})
