import { expect, test } from 'vitest'
import { campaignIn } from './campaign.ts'

test('an address tells of the campaign and the click that led to it, and of nothing else', () => {
  expect(
    campaignIn(
      'https://shop.test/book?utm_source=xiaohongshu&utm_campaign=%E4%B9%A6&gclid=g1&id=7#x',
    ),
  ).toEqual({ utm_source: 'xiaohongshu', utm_campaign: '书', gclid: 'g1' })
  expect(campaignIn('/pages/index?clue_token=t&bd_vid=b')).toEqual({ bd_vid: 'b' })
})

test('an address without a query, or none at all, tells nothing', () => {
  for (const address of ['https://shop.test/', '', undefined, 7, null, {}])
    expect(campaignIn(address)).toEqual({})
})

test('what is long is cut, and what is many is left', () => {
  const many = Array.from(
    { length: 50 },
    (_, i) => `utm_${'x'.repeat(i % 20)}abc=${'v'.repeat(500)}`,
  )
  const found = campaignIn(`/?${many.join('&')}`)
  expect(Object.keys(found).length).toBeLessThanOrEqual(20)
  expect(Object.values(found).every((value) => value.length <= 200)).toBe(true)
})
