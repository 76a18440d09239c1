import { escapeHtml } from '#kernel/html.ts'
import type { Locale } from '#kernel/locale.ts'
import { beaconScript, shell } from '#modules/content/model/page-shell.ts'
import type { Beacon } from '#modules/content/model/page-shell.ts'

const SAYS = {
  'zh-CN': {
    how: '长按识别二维码，加入群聊',
    alt: '群二维码',
    full: '群已满',
    soon: '新的群正在准备，请稍后再扫一次。',
  },
  'zh-TW': {
    how: '長按辨識 QR Code，加入群組',
    alt: '群組 QR Code',
    full: '群組已滿',
    soon: '新的群組正在準備，請稍後再掃一次。',
  },
  en: {
    how: 'Press and hold the code to join the group',
    alt: 'Group QR code',
    full: 'The group is full',
    soon: 'A new one is being prepared; please scan again later.',
  },
} as const

/** Shows the code of a group; with a beacon it is counted that it was shown, and pressed. */
export function groupPage(name: string, picture: string, locale: Locale, beacon?: Beacon): string {
  const says = SAYS[locale]
  return shell({
    title: name,
    locale,
    head: '<style>.qr{-webkit-touch-callout:default}</style>',
    main: `<div class="center"><h1>${escapeHtml(name)}</h1><img class="qr" alt="${says.alt}" src="${escapeHtml(picture)}"><p>${says.how}</p></div>`,
    ...(beacon ? { script: beaconScript(beacon, PRESSED) } : {}),
  })
}

/** WeChat tells no page that a code was recognised; that it was held for half a second can be seen. */
const PRESSED = `var held,said=0,qr=d.querySelector('.qr');
function press(){if(said++)return;post('code_pressed',{},'pressed')}
qr.addEventListener('touchstart',function(){held=setTimeout(press,500)},{passive:true});
['touchend','touchmove','touchcancel'].forEach(function(e){qr.addEventListener(e,function(){clearTimeout(held)},{passive:true})});
qr.addEventListener('contextmenu',press)`

export const allFullPage = (locale: Locale): string =>
  shell({
    locale,
    title: SAYS[locale].full,
    main: `<div class="center"><h1>${SAYS[locale].full}</h1><p class="muted">${SAYS[locale].soon}</p></div>`,
  })
