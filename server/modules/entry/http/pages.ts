import { escapeHtml } from '#kernel/html.ts'
import type { Locale } from '#kernel/locale.ts'
import { beaconScript, shell } from '#modules/content/model/page-shell.ts'
import type { Beacon } from '#modules/content/model/page-shell.ts'

const SAYS = {
  'zh-CN': {
    title: '添加我们的微信',
    how: '长按识别二维码，添加好友',
    alt: '企业微信二维码',
    scan: '微信扫一扫',
  },
  'zh-TW': {
    title: '加我們的微信',
    how: '長按辨識 QR Code，加入好友',
    alt: '企業微信 QR Code',
    scan: '用微信掃一掃',
  },
  en: {
    title: 'Add us on WeChat',
    how: 'Press and hold the code to add us',
    alt: 'WeCom QR code',
    scan: 'Scan with WeChat',
  },
} as const

export function codePage(qrCodeUrl: string, locale: Locale, beacon: Beacon): string {
  const says = SAYS[locale]
  return shell({
    title: says.title,
    locale,
    main: `<div class="center"><h1>${says.title}</h1><img class="qr" alt="${says.alt}" src="${escapeHtml(qrCodeUrl)}"><p>${says.how}</p></div>`,
    script: beaconScript(beacon),
  })
}

/** For paper: the code leads to our page, so that scanning is counted before adding. */
export function printPage(name: string, svg: string, locale: Locale): string {
  return shell({
    title: name,
    locale,
    head: '<style>@media print{main{max-width:none}}svg{width:min(80vw,420px);height:auto;background:#fff}</style>',
    main: `<div class="center">${svg}<p>${SAYS[locale].scan}</p><p class="muted">${escapeHtml(name)}</p></div>`,
  })
}
