import { escapeHtml } from '#kernel/html.ts'
import type { Locale } from '#kernel/locale.ts'

/** What a consumer's page is made of. The browser's part draws its data; `main` stands until then. */
export interface PageParts {
  title: string
  /** safe HTML that does without scripts: what an old WebView, a crawler or a slow network shows */
  main: string
}

/** Pages that lead nowhere say why, and what to do next. */
export type DeadEnd =
  | { page: 'lost' }
  | { page: 'busy'; seconds: number }
  | { page: 'unknown'; expired: boolean }

const SAYS: Readonly<Record<Locale, Readonly<Record<string, readonly [string, string]>>>> = {
  'zh-CN': {
    lost: ['没有这个页面', '链接可能不完整，或已经失效。请向分享给你的人再要一次。'],
    busy: ['访问太频繁', '请稍等片刻再打开。'],
    unknown: ['请从你的专属链接打开', '这里是个人页面，只能从品牌发给你的消息里打开。'],
    expired: ['专属链接已过期', '为了安全，链接只在几天内有效。请从最近一条消息里重新打开。'],
  },
  'zh-TW': {
    lost: ['找不到這個頁面', '連結可能不完整，或已經失效。請向分享給你的人再要一次。'],
    busy: ['開啟次數過於頻繁', '請稍候片刻再開啟。'],
    unknown: ['請從你的專屬連結開啟', '這裡是個人頁面，只能從品牌傳給你的訊息裡開啟。'],
    expired: ['專屬連結已過期', '為了安全，連結只在幾天內有效。請從最近一則訊息重新開啟。'],
  },
  en: {
    lost: [
      'There is no such page',
      'The link may be cut short, or has ended. Ask whoever shared it.',
    ],
    busy: ['Too many visits', 'Wait a moment, then open it again.'],
    unknown: [
      'Open this from your own link',
      'It is a personal page: it opens from a message that the brand sent to you.',
    ],
    expired: [
      'Your link has expired',
      'To keep it safe it works for a few days. Open the latest message again.',
    ],
  },
}

/** The words of a dead end; for other pages, nothing beyond an empty frame. */
export function deadEnd(data: { page: string; expired?: boolean }, language: Locale): PageParts {
  const key = data.page === 'unknown' && data.expired ? 'expired' : data.page
  const [title, text] = SAYS[language][key] ?? ['', '']
  return {
    title,
    main: `<main class="page dead-end"><h1>${escapeHtml(title)}</h1><p class="muted">${escapeHtml(text)}</p></main>`,
  }
}
