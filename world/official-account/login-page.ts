import type { Context } from 'hono'
import type { World } from '../world.ts'
import { authorize } from './oauth.ts'

/**
 * WeChat's login page for whoever follows the flow in an ordinary browser: she says who she is by
 * choosing, and goes back with a code. People of the world never see it; their phones know.
 */
export function loginPage(world: World, c: Context): Response | Promise<Response> {
  const as = world.personById(c.req.query('as') ?? '')
  const back = as && authorize(world, as, c.req.url)
  if (back) return c.redirect(back, 302)
  if (!c.req.query('redirect_uri')) return c.text('redirect_uri 参数错误', 400)
  const choices = world.people.slice(0, 20).map(({ id, name, city }) => {
    const url = new URL(c.req.url)
    url.searchParams.set('as', id)
    const href = `${url.pathname}${url.search}`.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
    return `<p><a href="${href}">${name} · ${city}</a></p>`
  })
  return c.html(
    `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>微信登录</title><h1>你是谁?</h1>${choices.join('')}</html>`,
  )
}
