export function readCookie(name: string): string | undefined {
  const found = document.cookie.split('; ').find((pair) => pair.startsWith(`${name}=`))
  return found?.slice(name.length + 1) || undefined
}

function put(name: string, value: string, domain: string, maxAgeS: number): void {
  const secure = location.protocol === 'https:' ? '; secure' : ''
  const where = domain && `; domain=${domain}`
  document.cookie = `${name}=${value}; path=/; max-age=${maxAgeS}; samesite=lax${where}${secure}`
}

/** From `example.com` down to the host itself: browsers refuse what is not the site's own. */
function domains(): string[] {
  const labels = location.hostname.split('.')
  return labels.slice(0, -1).map((_, i) => labels.slice(-2 - i).join('.'))
}

/** Kept for the widest domain that is this site's own, so that its sub-domains know each other. */
export function writeCookie(name: string, value: string): void {
  const YEAR_S = 31_536_000
  removeCookie(name)
  for (const domain of [...domains(), '']) {
    put(name, value, domain, YEAR_S)
    if (readCookie(name) === value) return
  }
}

export function removeCookie(name: string): void {
  for (const domain of [...domains(), '']) put(name, '', domain, 0)
}
