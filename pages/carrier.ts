export type Carrier = 'wechat' | 'wecom' | 'browser'

/** Where the page is open; WeCom's browser says that it is WeChat's too. */
export function carrierOf(userAgent: string): Carrier {
  if (/wxwork/i.test(userAgent)) return 'wecom'
  return /MicroMessenger/i.test(userAgent) ? 'wechat' : 'browser'
}
