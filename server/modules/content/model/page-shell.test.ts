import { Script, createContext } from 'node:vm'
import { expect, test } from 'vitest'
import { inScript } from '#kernel/html.ts'
import { beaconScript, lostPage, shell } from './page-shell.ts'

const beacon = {
  writeKey: 'wk',
  anonymousId: 'browser-1',
  event: 'content_viewed',
  properties: { content_id: '</script><script>alert(1)' },
  viewId: 'view-1',
}

test('nothing that a script carries can close it', () => {
  expect(beaconScript(beacon)).not.toContain('</script>')
  expect(JSON.parse(inScript({ a: '</script>\u2028' }))).toEqual({ a: '</script>\u2028' })
})

test('a title is text', () => {
  expect(shell({ title: '<b>', locale: 'en', main: '' })).toContain('<title>&lt;b&gt;</title>')
})

test('a dead end speaks both languages', () => {
  expect(lostPage('zh-CN')).toContain('lang="zh-CN"')
  expect(lostPage('en')).toContain('This link has ended')
})

test('the page tells that it was shown, and once how long it was looked at without hidden time', () => {
  const sent: {
    batch: { event: string; messageId: string; properties: Record<string, unknown> }[]
  }[] = []
  const listeners: Record<string, () => void> = {}
  let now = 0
  const document = {
    hidden: false,
    title: 't',
    addEventListener: (name: string, run: () => void) => void (listeners[name] = run),
  }
  const page = createContext({
    document,
    location: { origin: 'https://siyu.test', pathname: '/p/c/1' },
    performance: { now: () => (now += 1_000) },
    btoa: (text: string) => text,
    addEventListener: (name: string, run: () => void) => void (listeners[name] = run),
    fetch: (_: string, init: { body: string }) => {
      sent.push(JSON.parse(init.body) as (typeof sent)[number])
      return Promise.resolve()
    },
  })
  new Script(beaconScript(beacon)).runInContext(page)
  document.hidden = true
  listeners.visibilitychange?.()
  now += 60_000
  document.hidden = false
  listeners.visibilitychange?.()
  listeners.pagehide?.()
  listeners.pagehide?.()
  const events = sent.map(({ batch }) => batch[0]!)
  expect(events.map((e) => [e.event, e.messageId])).toEqual([
    ['content_viewed', 'view-1:shown'],
    ['page_left', 'view-1:left'],
  ])
  expect(events[1]?.properties).toMatchObject({ duration_s: 2, path: '/p/c/1' })
})
