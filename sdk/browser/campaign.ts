/** What came with the click that led here. */
export interface Landing {
  campaign: Readonly<Record<string, string>>
  clickIds: Readonly<Record<string, string>>
}

const UTM = /^utm_([a-z_]{2,30})$/
/** Google, Meta, Microsoft, TikTok, X, 巨量引擎, 小红书, 百度, 腾讯广告, 快手. */
const CLICK_ID = /clid$|clkid$|click_?id$|^(gbraid|wbraid|bd_vid|qz_gdt|gdt_vid|callback)$/

/** `undefined`: nobody sent them. */
export function landingOf(search: string): Landing | undefined {
  const campaign: Record<string, string> = {}
  const clickIds: Record<string, string> = {}
  new URLSearchParams(search).forEach((value, key) => {
    const utm = UTM.exec(key)?.[1]
    const text = value.slice(0, 200)
    if (utm && text) campaign[utm === 'campaign' ? 'name' : utm] = text
    if (CLICK_ID.test(key) && text) clickIds[key] = text
  })
  return Object.keys({ ...campaign, ...clickIds }).length > 0 ? { campaign, clickIds } : undefined
}
