import { CUSTOMER_SERVICE_WINDOWS } from '#wechat/official-account/messages.ts'

/** What she did in the 公众号 that lets us answer her, by the event's name on the path. */
export const OPENS_WINDOW: Readonly<Record<string, keyof typeof CUSTOMER_SERVICE_WINDOWS>> = {
  official_account_message: 'message',
  official_account_message_received: 'message',
  official_account_menu_clicked: 'menu',
  official_account_followed: 'follow',
  official_account_scanned: 'scan',
}

/** Until when 公众号 lets us write, and how many more; `usedAt` are our letters there. */
export function windowOf(
  opened: { by: string; at: Date } | undefined,
  usedAt: readonly Date[],
): { closesAt: Date; left: number } {
  const rule = opened && CUSTOMER_SERVICE_WINDOWS[OPENS_WINDOW[opened.by] ?? 'message']
  if (!opened || !rule) return { closesAt: new Date(0), left: 0 }
  const used = usedAt.filter((at) => at >= opened.at).length
  return { closesAt: new Date(opened.at.getTime() + rule.windowMs), left: rule.messages - used }
}
