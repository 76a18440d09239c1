import type { Says } from '#kernel/locale.ts'

/** Where the brand's accounts may be. Names as people say them. */
export const PLATFORMS = {
  xiaohongshu: { 'zh-CN': '小红书', 'zh-TW': '小紅書', en: 'Xiaohongshu (RED)' },
  dianping: { 'zh-CN': '大众点评', 'zh-TW': '大眾點評', en: 'Dianping' },
  zhihu: { 'zh-CN': '知乎', 'zh-TW': '知乎', en: 'Zhihu' },
  douyin: { 'zh-CN': '抖音', 'zh-TW': '抖音', en: 'Douyin' },
  kuaishou: { 'zh-CN': '快手', 'zh-TW': '快手', en: 'Kuaishou' },
  weibo: { 'zh-CN': '微博', 'zh-TW': '微博', en: 'Weibo' },
  bilibili: { 'zh-CN': '哔哩哔哩', 'zh-TW': '嗶哩嗶哩', en: 'Bilibili' },
  shipinhao: { 'zh-CN': '视频号', 'zh-TW': '視頻號', en: 'WeChat Channels' },
  official_account: { 'zh-CN': '公众号', 'zh-TW': '公眾號', en: 'WeChat Official Account' },
  jd: { 'zh-CN': '京东', 'zh-TW': '京東', en: 'JD' },
  taobao: { 'zh-CN': '淘宝', 'zh-TW': '淘寶', en: 'Taobao' },
  pinduoduo: { 'zh-CN': '拼多多', 'zh-TW': '拼多多', en: 'Pinduoduo' },
  meituan: { 'zh-CN': '美团', 'zh-TW': '美團', en: 'Meituan' },
  toutiao: { 'zh-CN': '今日头条', 'zh-TW': '今日頭條', en: 'Toutiao' },
  baidu: { 'zh-CN': '百度', 'zh-TW': '百度', en: 'Baidu' },
  douban: { 'zh-CN': '豆瓣', 'zh-TW': '豆瓣', en: 'Douban' },
  moments_ads: { 'zh-CN': '朋友圈广告', 'zh-TW': '朋友圈廣告', en: 'WeChat Moments ads' },
  tencent_ads: { 'zh-CN': '广点通', 'zh-TW': '廣點通', en: 'Tencent Ads' },
  partner: { 'zh-CN': '异业合作', 'zh-TW': '異業合作', en: 'Partner brand' },
  store: { 'zh-CN': '线下门店', 'zh-TW': '實體門市', en: 'Store' },
  website: { 'zh-CN': '官网', 'zh-TW': '官網', en: 'Website' },
  other: { 'zh-CN': '其他', 'zh-TW': '其他', en: 'Other' },
} as const satisfies Readonly<Record<string, Says>>

export type Platform = keyof typeof PLATFORMS

export const PLATFORM_IDS = Object.keys(PLATFORMS) as [Platform, ...Platform[]]
