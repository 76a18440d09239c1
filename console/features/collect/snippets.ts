/** Whose code it is; ours are named in the reader's language, others by their own names. */
export type Family = 'browser' | 'mini' | 'node' | 'curl' | 'pixel' | 'other'

export interface Snippet {
  family: Family
  /** a product's own name, where it is one */
  label?: string
  code: string
}

/** Ready to paste, with the key filled in: our SDKs, plain HTTP, and SDKs that are there already. */
export function snippets(origin: string, key: string): Snippet[] {
  const host = origin.replace(/^https?:\/\//, '')
  return [
    {
      family: 'browser',
      code: `<script async src="${origin}/sdk/v1/siyu.js" data-key="${key}"></script>
<script>
  window.siyu = window.siyu || []
  // 登录后 · after sign-in
  siyu.push(['identify', 'u-1', { name: '林雨' }])
  // 业务事件 · what only your code knows
  siyu.push(['track', 'Product Added', { product_id: 'p-1', price: 58 }])
</script>`,
    },
    {
      family: 'mini',
      code: `// 下载 ${origin}/sdk/v1/siyu-mp.js 放进项目；后台把 ${host} 加入 request 合法域名
// app.js 的第一行 · the first line of app.js
const { createSiyu } = require('./siyu-mp.js')
const siyu = createSiyu({ writeKey: '${key}', endpoint: '${origin}' })

App({
  siyu,
  onLogin({ userId, openid, unionid, appid }) {
    siyu.identify(userId)
    siyu.identify({ openid, unionid, appid })
  },
})`,
    },
    {
      family: 'node',
      code: `// 下载 ${origin}/sdk/v1/siyu-node.mjs 放进项目 (Node 20+)
import { createSiyu } from './siyu-node.mjs'

const siyu = createSiyu({ writeKey: '${key}', endpoint: '${origin}' })
siyu.track({ userId: 'u-1', event: 'Order Completed', properties: { order_id: 'O-1', total: 58 } })
// 进程结束前 · before the process ends
await siyu.close()`,
    },
    {
      family: 'curl',
      code: `curl -u '${key}:' ${origin}/v1/batch \\
  -H 'content-type: application/json' \\
  -d '{"batch":[{"type":"track","event":"Product Viewed","userId":"u-1","messageId":"first-1",
    "properties":{"product_id":"p-1","name":"小王子","category":"故事","price":58}}]}'`,
    },
    ...others(origin, key),
    {
      family: 'pixel',
      code: `<img width="1" height="1" alt=""
  src="${origin}/v1/pixel.gif?writeKey=${key}&event=Email%20Opened&userId=u-1&campaign_id=spring">`,
    },
  ]
}

/** The other families' own calls, pointed here; nothing else of them changes. */
const others = (origin: string, key: string): Snippet[] => [
  {
    family: 'other',
    label: 'Segment',
    code: `// 网页 · browser: @segment/analytics-next
AnalyticsBrowser.load({ writeKey: '${key}', cdnURL: '${origin}' })

// 服务端 · server: @segment/analytics-node
new Analytics({ writeKey: '${key}', host: '${origin}' })`,
  },
  {
    family: 'other',
    label: '神策 Sensors',
    code: `// 网页 · browser: sa-sdk-javascript
sensors.init({ server_url: '${origin}/sa?project=default&token=${key}' })

// 小程序 · mini program: sa-sdk-miniprogram
sensors.setPara({ server_url: '${origin}/sa?project=default&token=${key}' })

// 服务端 · server: sa-sdk-node
sa.submitTo({ url: '${origin}/sa?project=default&token=${key}', gzip: true, mode: 'track' }, { count: 50, timeSpan: 5000 })`,
  },
  {
    family: 'other',
    label: 'RudderStack',
    code: `// 网页 · browser: @rudderstack/analytics-js/bundled
rudderanalytics.load('${key}', '${origin}', { configUrl: '${origin}' })

// 服务端 · server: @rudderstack/rudder-sdk-node
new RudderAnalytics('${key}', { dataPlaneUrl: '${origin}', errorHandler: console.error })`,
  },
  {
    family: 'other',
    label: 'PostHog',
    code: `// 网页 · browser: posthog-js
posthog.init('${key}', { api_host: '${origin}' })

// 服务端 · server: posthog-node
new PostHog('${key}', { host: '${origin}' })`,
  },
]
