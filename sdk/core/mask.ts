/** Hides what looks like a person's own: e-mail addresses, phone, identity and card numbers. */
export const maskText = (text: string): string =>
  text
    .replace(/[^\s@]+@[^\s@]+\.[a-z]{2,}/gi, '***')
    .replace(/(^|\D)((?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?!\d)/g, '$1***')
    .replace(/\d[\d -]{13,}[\dX]/gi, '***')

/** Names of parameters whose values are secrets or name somebody. */
const PRIVATE =
  /^(.*token|pass.*|pwd|secret|auth.*|session.*|sid|sign.*|code|ticket|phone|mobile|tel|e?mail|id_?card|.*openid|unionid)$/i

/** An address without what its parameters may give away, and without what looks like a person's own. */
export function maskUrl(url: string): string {
  const bare = url.replace(/([?&#])([^=&#?]+)=([^&#]*)/g, (whole, mark: string, name: string) =>
    PRIVATE.test(name) ? `${mark}${name}=***` : whole,
  )
  return maskText(bare)
}
