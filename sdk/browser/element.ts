/** Nothing inside is ever looked at. */
export const IGNORED = '[data-siyu-ignore]'
const UNREAD = `${IGNORED},[data-siyu-mask]`
/** What people write, and what was marked: its text is never read. */
const WORDLESS = `${UNREAD},input,textarea,select,script,style,[contenteditable]:not([contenteditable=false])`
/** An input that nobody can type into: a button, whose label is an attribute. */
const BUTTON = '[type=submit],[type=button],[type=reset],[type=image]'

/** What a click can mean something on. */
const ACTIONABLE =
  'a,button,summary,label,select,input,textarea,[role=button],[role=link],[role=tab],[role^=menuitem],[role=option],[role=switch],[onclick],[data-siyu-id],[data-siyu-content]'

/**
 * What was meant: the nearest thing made for clicking, or else whatever the page shows a pointing
 * hand over (frameworks attach handlers that nobody can see). Neither: nobody meant anything.
 */
export function meantBy(target: Element): Element | undefined {
  const made = target.closest(ACTIONABLE)
  if (made) return made
  return getComputedStyle(target).cursor === 'pointer' ? target : undefined
}

/** What is clicked only to write into it, or to choose from it: its change tells more. */
export const isField = (element: Element): boolean =>
  element.matches(`textarea,select,input:not(${BUTTON})`)

/** The words on an element, without what somebody may have written. Empty: it has none. */
export function textOf(element: Element): string {
  if (element.closest(UNREAD)) return ''
  if (element.matches(BUTTON)) return element.getAttribute('value') ?? element.textContent ?? ''
  if (element.closest(WORDLESS)) return ''
  const copy = element.cloneNode(true) as Element
  copy.querySelectorAll(WORDLESS).forEach((wordless) => wordless.remove())
  const words = (copy.textContent ?? '').replace(/\s+/g, ' ').trim()
  return words || (element.getAttribute('aria-label') ?? '')
}
