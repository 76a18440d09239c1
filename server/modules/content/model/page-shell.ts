import { escapeHtml, inScript } from '#kernel/html.ts'
import type { Locale } from '#kernel/locale.ts'

/** Every page of ours that is rendered here: one column, 390 px first, light and dark, no files. */
const STYLE = `:root{color-scheme:light dark;--paper:#fbfaf7;--ink:#18242b;--muted:#5f6f78;--line:#e5e3dc;--tide:#0b6e7f}
@media(prefers-color-scheme:dark){:root{--paper:#10181c;--ink:#e7eaeb;--muted:#9aa7ad;--line:#2a353b;--tide:#4fb3c4}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.75 -apple-system,"PingFang SC","Noto Sans CJK SC",sans-serif;-webkit-text-size-adjust:100%}
:lang(zh-TW) body{font-family:-apple-system,"PingFang TC","Noto Sans CJK TC",sans-serif}
main{max-width:640px;margin:0 auto;padding:24px 20px 48px}h1{font-size:1.5rem;line-height:1.35;margin:0 0 16px}h2{font-size:1.2rem}h3,h4{font-size:1.05rem}
img{max-width:100%;height:auto;border-radius:6px}.cover{width:100%;aspect-ratio:16/9;object-fit:cover;background:var(--line);margin-bottom:20px}
blockquote{margin:1em 0;padding:0 1em;border-left:3px solid var(--tide);color:var(--muted)}pre{overflow:auto;padding:12px;background:var(--line);border-radius:6px}
a{color:var(--tide)}.go{display:block;margin:32px 0 0;padding:14px;border-radius:6px;background:var(--tide);color:#fff;text-align:center;text-decoration:none;font-weight:600}
@media(prefers-color-scheme:dark){.go{color:#10181c}}
.center{text-align:center;padding-top:12vh}.muted{color:var(--muted);font-size:.875rem}.qr{width:min(72vw,280px);aspect-ratio:1;background:#fff;padding:12px;border:1px solid var(--line)}`

export interface Shell {
  title: string
  locale: Locale
  /** already safe */
  main: string
  script?: string
  head?: string
}

export const shell = ({ title, locale, main, script, head = '' }: Shell): string =>
  `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(title)}</title>${head}<style>${STYLE}</style></head><body><main>${main}</main>${
    script === undefined ? '' : `<script>${script}</script>`
  }</body></html>`

const LOST = {
  'zh-CN': { title: '链接已失效', text: '这个链接不存在或已过期。请向分享给你的人索取新的链接。' },
  'zh-TW': { title: '連結已失效', text: '這個連結不存在或已過期。請向分享給你的人索取新的連結。' },
  en: {
    title: 'This link has ended',
    text: 'It does not exist, or its time is over. Ask whoever shared it for a new one.',
  },
} as const

/** A dead end that says what to do next. */
export const lostPage = (locale: Locale): string =>
  shell({
    locale,
    title: LOST[locale].title,
    main: `<div class="center"><h1>${LOST[locale].title}</h1><p class="muted">${LOST[locale].text}</p></div>`,
  })

export interface Beacon {
  writeKey: string
  anonymousId: string
  event: string
  properties: Readonly<Record<string, unknown>>
  /** random, made with the page: the message ids of this view derive from it */
  viewId: string
}

/**
 * Tells the collector that the page was really shown, and how long it was looked at
 * (`page_left.duration_s`, hidden time not counted), in the Segment dialect. `more` is script of the
 * page's own, which may call `post(event, properties, once)`.
 */
export const beaconScript = (beacon: Beacon, more = ''): string =>
  `(function(b){var d=document,shown=d.hidden?0:performance.now(),sum=0,sent=0;
function post(e,p,n){var m={type:'track',event:e,anonymousId:b.anonymousId,messageId:b.viewId+':'+n,timestamp:undefined,properties:Object.assign({url:location.origin+location.pathname,path:location.pathname,title:d.title},b.properties,p)};
fetch('/v1/batch',{method:'POST',keepalive:true,headers:{'content-type':'application/json',authorization:'Basic '+btoa(b.writeKey+':')},body:JSON.stringify({batch:[m]})}).catch(function(){})}
function pause(){if(shown){sum+=performance.now()-shown;shown=0}}
post(b.event,{},'shown');
d.addEventListener('visibilitychange',function(){if(d.hidden)pause();else shown=performance.now()});
addEventListener('pagehide',function(){pause();if(sent++)return;post('page_left',{duration_s:Math.round(sum/100)/10},'left')});
${more}
})(${inScript(beacon)})`
