const UTM = /^utm_[a-z_]{2,30}$/
/** Google, Meta, Microsoft, TikTok, X, 巨量引擎, 小红书, 百度, 腾讯广告, 快手. */
const CLICK_ID = /clid$|clkid$|click_?id$|^(gbraid|wbraid|bd_vid|qz_gdt|gdt_vid)$/
const MAX_CHARS = 200
const MAX_FOUND = 20

/** What came with the click that led to an address: its campaign and the advertiser's own id of the click. */
export function campaignIn(address: unknown): Record<string, string> {
  const found: Record<string, string> = {}
  if (typeof address !== 'string') return found
  const from = address.indexOf('?')
  if (from < 0) return found
  for (const [key, value] of new URLSearchParams(address.slice(from + 1).split('#')[0])) {
    if (Object.keys(found).length >= MAX_FOUND) break
    if (value !== '' && (UTM.test(key) || CLICK_ID.test(key)))
      found[key] = value.slice(0, MAX_CHARS)
  }
  return found
}
