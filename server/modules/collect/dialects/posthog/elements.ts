/** Longer chains are cut: what was clicked stands at the beginning. */
const LOOKED_AT = 4_000

/**
 * What an autocaptured event happened to. The chain is `a.buy:attr__id="go"nth-child="1"text="Buy";div…`,
 * the element first, then its parents; quotes inside are escaped.
 */
export function elementOf(chain: unknown): Record<string, string> {
  if (typeof chain !== 'string' || chain === '') return {}
  const own = firstOf(chain.slice(0, LOOKED_AT))
  const tag = /^[^:.;"]+/.exec(own)?.[0] ?? ''
  const id = attribute(own, 'attr__id') ?? attribute(own, 'attr_id')
  const classes = attribute(own, 'attr__class')
  const selector = id
    ? `#${id}`
    : `${tag}${(classes ?? '')
        .split(/\s+/)
        .filter(Boolean)
        .map((it) => `.${it}`)
        .join('')}`
  const text = attribute(own, 'text')
  return {
    ...(selector ? { element_selector: selector } : {}),
    ...(id ? { element_id: id } : {}),
    ...(text ? { text } : {}),
  }
}

/** Up to the first `;` outside of quotes. */
function firstOf(chain: string): string {
  let quoted = false
  for (let i = 0; i < chain.length; i++) {
    const character = chain[i]
    if (character === '\\') i++
    else if (character === '"') quoted = !quoted
    else if (character === ';' && !quoted) return chain.slice(0, i)
  }
  return chain
}

function attribute(element: string, name: string): string | undefined {
  const start = element.indexOf(`${name}="`)
  if (start < 0) return undefined
  const [value] = /^(?:[^"\\]|\\.)*/.exec(element.slice(start + name.length + 2)) ?? []
  return value?.replaceAll(/\\(.)/g, '$1') || undefined
}
