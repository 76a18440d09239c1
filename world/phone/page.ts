import { DEFAULT_TIME_ZONE, localTime } from '#kernel/time.ts'
import { yuanOfFen } from '#kernel/money.ts'
import type { Channel } from '../people/life.ts'
import type { Person } from '../people/person.ts'
import { BOOKS } from '../shop/books.ts'
import { STAFF } from '../shop/brand.ts'
import { groupsOf } from '../wecom/group-happenings.ts'
import type { World } from '../world.ts'

const CHANNELS: Readonly<Record<Channel, string>> = {
  wecom_welcome: '企业微信',
  wecom_mass: '企业微信·群发',
  official_account: '公众号',
  sms: '短信',
  email: '邮件',
  friend: '朋友',
}

const STYLE = `body{font:15px/1.6 system-ui,"PingFang SC","Noto Sans SC",sans-serif;max-width:390px;margin:0 auto;background:#EDEBE4;color:#18242B}
header{background:#0B6E7F;color:#fff;padding:14px 16px}header small{opacity:.8}main{padding:12px}
article{background:#fff;border-radius:6px;padding:10px 12px;margin:0 0 10px}article.friend{background:#E3F1E6}
article p{margin:4px 0;white-space:pre-wrap;overflow-wrap:anywhere}small{color:#5F6F78}
button{font:inherit;background:#0B6E7F;color:#fff;border:0;border-radius:6px;padding:8px 12px;margin:4px 4px 4px 0;min-height:40px}
button.quiet{background:#fff;color:#0B6E7F;border:1px solid #0B6E7F}select,input{font:inherit;max-width:100%;padding:8px}
section{background:#fff;border-radius:6px;padding:10px 12px;margin-bottom:10px}h2{font-size:15px;margin:0 0 6px}a{color:#0B6E7F}
#said{min-height:1.6em;color:#2E8B57}`

const SCRIPT = `const say=(t)=>{document.querySelector('#said').textContent=t}
document.addEventListener('click',async(e)=>{const b=e.target.closest('button');if(!b)return
say('请稍候…');const body=b.dataset.body?JSON.parse(b.dataset.body):b.dataset.from==='group'?{url:document.querySelector('#group').value}:{bookId:document.querySelector('#book').value}
const r=await fetch('/world/people/'+b.dataset.person+'/'+b.dataset.doing,{method:'POST',headers:{'content-type':'application/json'},body:JSON.stringify(body)})
if(r.ok)location.reload();else say('没有成功:'+(await r.text()).slice(0,200))})`

/** Her phone: the chats as they came, and what her thumb can do. */
export function phonePage(world: World, person: Person): string {
  const life = world.lifeOf(person.id)
  const staff = STAFF.find((candidate) => candidate.userId === life.staffId)
  const messages = life.phone
    .toReversed()
    .map((message) => {
      const links = message.links
        .map(
          (url) =>
            button(person, 'open', { url }, '打开链接', 'quiet') +
            `<a href="${safe(url)}">浏览器打开</a>`,
        )
        .join('')
      return `<article class="${message.channel === 'friend' ? 'friend' : ''}"><small>${CHANNELS[message.channel]} · ${safe(nameOf(message.from))} · ${when(message.atMs)}${message.openedMs === undefined ? '' : ' · 已点开'}</small><p>${safe(message.text)}</p>${links}</article>`
    })
    .join('')
  const groups = groupsOf(world, person)
    .map(
      (group) =>
        `<p>${safe(group.name)} <small>${group.members.length} 人</small> ${button(person, 'leave_group', { chatId: group.chatId }, '退群', 'quiet')}</p>`,
    )
    .join('')
  const codes = Object.values(world.state.wecom.ways)
    .slice(0, 12)
    .map((way) =>
      button(
        person,
        'scan',
        { configId: way.config_id },
        `扫码:${way.remark || way.state || way.config_id.slice(0, 6)}`,
      ),
    )
    .join('')
  const books = BOOKS.map(
    (book) => `<option value="${book.id}">${book.title} · ¥${yuanOfFen(book.priceFen)}</option>`,
  ).join('')
  const orders = life.orders
    .map(
      (order) =>
        `<p>${order.id} · ¥${yuanOfFen(order.paidFen)} · ${when(order.atMs)}${order.refunded ? ' · 已退款' : ''}</p>`,
    )
    .join('')
  return page(
    `${person.name}的手机`,
    `<header>${safe(person.name)} · ${person.city} <small>${when(world.clock.nowMs())}</small><br><small>${staff ? `好友:${staff.name}` : '还没有添加店员'}${life.followsAccount ? ' · 已关注公众号' : ''}</small></header>
<main><p id="said" role="status"></p>
<section><h2>扫一扫</h2>${codes || '<small>店里还没有活码</small>'}${life.staffId ? button(person, 'leave', {}, '删除店员', 'quiet') : ''}</section>
<section><h2>群</h2><input id="group" placeholder="粘贴群活码的链接" aria-label="群活码的链接"> <button data-person="${person.id}" data-doing="join_group" data-from="group">打开并加群</button>${groups}</section>
<section><h2>公众号</h2>${life.followsAccount ? button(person, 'write', { text: '有什么新书推荐?' }, '发消息') + button(person, 'unfollow', {}, '取消关注', 'quiet') : button(person, 'follow', {}, '关注')}</section>
<section><h2>买书</h2><select id="book" aria-label="选一本书">${books}</select><br><button data-person="${person.id}" data-doing="buy">下单</button>${orders}</section>
<h2>消息</h2>${messages || '<article><small>还没有消息</small></article>'}
<p><a href="/phone">所有人</a></p></main><script>${SCRIPT}</script>`,
  )
}

export function peoplePage(world: World): string {
  const rows = world.people
    .map((person) => ({ person, life: world.lifeOf(person.id) }))
    .toSorted((a, b) => b.life.phone.length - a.life.phone.length)
    .slice(0, 100)
    .map(
      ({ person, life }) =>
        `<article><a href="/phone/${person.id}">${person.name}</a> <small>${person.city} · ${life.staffId ? '已加好友' : life.leftMs ? '已离开' : '未加'} · ${life.phone.length} 条消息 · ${life.orders.length} 单</small></article>`,
    )
    .join('')
  return page(
    '手机们',
    `<header>手机们 <small>${when(world.clock.nowMs())}</small></header><main>${rows}</main>`,
  )
}

const button = (person: Person, doing: string, body: object, label: string, look = ''): string =>
  `<button class="${look}" data-person="${person.id}" data-doing="${doing}" data-body="${safe(JSON.stringify(body))}">${safe(label)}</button>`

const nameOf = (from: string): string => STAFF.find((staff) => staff.userId === from)?.name ?? from

function when(ms: number): string {
  const { month, day, hour, minute } = localTime(new Date(ms), DEFAULT_TIME_ZONE)
  return `${month}月${day}日 ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

const safe = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${safe(title)}</title><style>${STYLE}</style></head><body>${body}</body></html>`
