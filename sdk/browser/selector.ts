/** What a selector needs to know of an element; so small that it can be tried without a browser. */
export interface Node {
  readonly tagName: string
  readonly parentElement: Node | null
  readonly previousElementSibling: Node | null
  readonly nextElementSibling: Node | null
  getAttribute(name: string): string | null
}

/**
 * Names that say how an element is just now, and names that build tools make up: `css-1q8k`,
 * `sc-bdVaJa`, `svelte-x1y2`, `_card_1a2b3`, `item4711`.
 */
const PASSING =
  /^(is|has|ng|v|css|sc|jss|jsx|svelte)-|(^|-)(active|select|open|show|hid|hover|focus|disabl|check|current|load|expand)\w{0,3}$|^_|__|^[a-z]{1,3}\d|\d{3}/i

/** A word of letters and digits mixed, or of five letters and more without a vowel, is a hash. */
const isHash = (word: string): boolean =>
  word.length > 4 &&
  (/\d/.test(word) ? /[a-z]/i.test(word) || word.length > 5 : !/[aeiouy]/i.test(word))

export const isStableName = (name: string): boolean =>
  /^[a-z][\w-]*$/i.test(name) && !PASSING.test(name) && !name.split(/[-_]/).some(isHash)

export const stableClasses = (node: Node): string[] =>
  (node.getAttribute('class') ?? '').split(/\s+/).filter((name) => name && isStableName(name))

const tagOf = (node: Node): string => node.tagName.toLowerCase()

/** Which of its parent's children of this tag it is; 0: the only one. */
function placeOf(node: Node): number {
  const count = (step: 'previousElementSibling' | 'nextElementSibling') => {
    let found = 0
    for (let it = node[step]; it; it = it[step]) if (it.tagName === node.tagName) found += 1
    return found
  }
  const before = count('previousElementSibling')
  return before + count('nextElementSibling') > 0 ? before + 1 : 0
}

const nth = (node: Node): string => {
  const place = placeOf(node)
  return place > 0 ? `:nth-of-type(${place})` : ''
}

/** A name that somebody gave on purpose is enough by itself. */
function anchorOf(node: Node): string | undefined {
  const given = node.getAttribute('data-siyu-id')
  if (given) return `[data-siyu-id="${given.replace(/["\\]/g, '\\$&')}"]`
  const id = node.getAttribute('id')
  return id && isStableName(id) ? `#${id}` : undefined
}

function walk(
  node: Node,
  levels: number,
  part: (node: Node) => string,
  isEnd: (node: Node) => boolean,
) {
  const parts: string[] = []
  for (let it: Node | null = node; it && parts.length < levels; it = it.parentElement) {
    const tag = tagOf(it)
    if (tag === 'body' || tag === 'html') break
    parts.unshift(part(it))
    if (isEnd(it)) break
  }
  return parts.join(' > ')
}

/** By names where there are any, up to the nearest element that was named on purpose. */
export const selectorOf = (node: Node): string =>
  walk(
    node,
    8,
    (it) => {
      const classes = stableClasses(it)
        .slice(0, 2)
        .map((name) => `.${name}`)
      return anchorOf(it) ?? `${tagOf(it)}${classes.join('')}${nth(it)}`
    },
    (it) => anchorOf(it) !== undefined,
  )

/** By place alone, from the top: what is left when a redesign has changed every name. */
export const pathOf = (node: Node): string =>
  walk(
    node,
    40,
    (it) => `${tagOf(it)}${nth(it)}`,
    () => false,
  )
