import { patiently } from './http.ts'

export interface Landing {
  /** Where she ended up. */
  url: string
  /** The page's HTML when it was ours to fetch, else empty. */
  html: string
  cookies: Record<string, string>
}

export interface Browser {
  cookies: Readonly<Record<string, string>>
  userAgent: string
  /** Pages at these origins are fetched; further away only the address is noted. */
  origins: readonly string[]
  /** WeChat's own login page: answers where it sends her, or `undefined` for other addresses. */
  authorize: (url: string) => string | undefined
}

const MAX_HOPS = 8

/** Opens an address as the browser inside WeChat would: follows redirects by hand and keeps cookies. */
export async function openLink(url: string, browser: Browser): Promise<Landing> {
  const cookies = { ...browser.cookies }
  let here = url
  for (let hop = 0; hop < MAX_HOPS; hop++) {
    const authorized = browser.authorize(here)
    if (authorized) {
      here = authorized
      continue
    }
    if (!browser.origins.includes(new URL(here).origin)) return { url: here, html: '', cookies }
    const answer = await patiently(here, {
      redirect: 'manual',
      headers: {
        cookie: cookieHeader(cookies),
        'user-agent': browser.userAgent,
        accept: 'text/html',
      },
    })
    keepCookies(cookies, answer)
    const location = answer.headers.get('location')
    const html = await answer.text()
    if (!location) return { url: here, html: answer.ok ? html : '', cookies }
    here = new URL(location, here).href
  }
  return { url: here, html: '', cookies }
}

/** Presses a button of a form without fields. True when the page took it. */
export async function submitForm(url: string, browser: Browser): Promise<boolean> {
  const answer = await patiently(url, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      cookie: cookieHeader(browser.cookies),
      'user-agent': browser.userAgent,
      origin: new URL(url).origin,
    },
  })
  await answer.text()
  return answer.status < 400
}

const cookieHeader = (cookies: Readonly<Record<string, string>>): string =>
  Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ')

function keepCookies(cookies: Record<string, string>, answer: Response): void {
  for (const line of answer.headers.getSetCookie()) {
    const [pair = ''] = line.split(';')
    const equals = pair.indexOf('=')
    if (equals > 0) cookies[pair.slice(0, equals).trim()] = pair.slice(equals + 1).trim()
  }
}

/** What a page of Siyu's reports once it is shown: her phone runs its script. */
export interface Beacon {
  anonymousId: string
  event: string
  properties: Record<string, unknown>
}

export function beaconIn(html: string): Beacon | undefined {
  const [, json] = /\}\)\((\{[^<]*\})\)<\/script>/.exec(html) ?? []
  return json === undefined ? undefined : (JSON.parse(json) as Beacon)
}

/** The anonymous id that Siyu's page gave her browser, if it gave one. */
export function anonymousIdIn(cookies: Readonly<Record<string, string>>): string | undefined {
  const name = Object.keys(cookies).find((candidate) => /anonymous|anon_id|_aid$/i.test(candidate))
  return name === undefined ? undefined : decodeURIComponent(cookies[name] ?? '') || undefined
}
