/** Ready to paste: the same event by command line, in a page, and from a server. */
export function snippets(origin: string, key: string): { label: string; code: string }[] {
  return [
    {
      label: 'curl',
      code: `curl -u '${key}:' ${origin}/v1/batch \\
  -H 'content-type: application/json' \\
  -d '{"batch":[{"type":"track","event":"Product Viewed","userId":"u-1","messageId":"first-1",
    "properties":{"product_id":"p-1","name":"小王子","category":"故事","price":58}}]}'`,
    },
    {
      label: 'JavaScript',
      code: `await fetch('${origin}/v1/track', {
  method: 'POST',
  headers: {
    'content-type': 'application/json',
    authorization: 'Basic ' + btoa('${key}:'),
  },
  body: JSON.stringify({
    event: 'Product Viewed',
    anonymousId: 'a-1',
    messageId: crypto.randomUUID(),
    properties: { product_id: 'p-1', name: '小王子', price: 58 },
  }),
})`,
    },
    {
      label: 'Segment analytics.js',
      code: `analytics.load('${key}', { integrations: { 'Segment.io': { apiHost: '${origin.replace(/^https?:\/\//, '')}/v1' } } })
analytics.identify('u-1', { name: '林雨', phone: '13900000000' })
analytics.track('Order Completed', { order_id: 'O-1', total: 58 })`,
    },
  ]
}
