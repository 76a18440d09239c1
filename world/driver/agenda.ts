/** What somebody will do next, and when. Plain data, so that a restart finds it again. */
export type Plan =
  | { kind: 'feed' }
  | { kind: 'open'; url: string; from: Source }
  | { kind: 'browse'; bookId: string | undefined; from: Source }
  | { kind: 'scan'; configId: string }
  | { kind: 'read'; messageId: string }
  | { kind: 'visit' }
  | { kind: 'order'; bookIds: string[] }
  | { kind: 'refund'; orderId: string }
  | { kind: 'share' }
  | { kind: 'accept'; url: string }
  | { kind: 'follow' }
  | { kind: 'write' }
  | { kind: 'leave' }
  | { kind: 'join_group' }
  | { kind: 'leave_group'; chatId: string }
  | { kind: 'staff_check' }

export type Source =
  | { kind: 'post'; postId: string }
  | { kind: 'message'; messageId: string }
  | { kind: 'own_accord' }

export interface Agendum {
  atMs: number
  /** A person, or a member of staff for `staff_check`. */
  who: string
  plan: Plan
}

/** Earlier first; then by who and what, never by the order of arrival, which a network decides. */
function before(a: Agendum, b: Agendum): boolean {
  if (a.atMs !== b.atMs) return a.atMs < b.atMs
  if (a.who !== b.who) return a.who < b.who
  return JSON.stringify(a.plan) < JSON.stringify(b.plan)
}

/** A binary heap kept in a plain array. */
export function plan(agenda: Agendum[], agendum: Agendum): void {
  let i = agenda.push(agendum) - 1
  while (i > 0) {
    const parent = (i - 1) >> 1
    const [child, above] = [agenda[i], agenda[parent]]
    if (!child || !above || !before(child, above)) return
    agenda[i] = above
    agenda[parent] = child
    i = parent
  }
}

/** The earliest that is due by `untilMs`, taken out. */
export function takeDue(agenda: Agendum[], untilMs: number): Agendum | undefined {
  const first = agenda[0]
  if (!first || first.atMs > untilMs) return undefined
  const last = agenda.pop()
  if (last && agenda.length > 0) {
    agenda[0] = last
    sink(agenda)
  }
  return first
}

function sink(agenda: Agendum[]): void {
  for (let i = 0; ;) {
    let least = i
    for (const child of [2 * i + 1, 2 * i + 2]) {
      const [a, b] = [agenda[child], agenda[least]]
      if (a && b && before(a, b)) least = child
    }
    const [here, there] = [agenda[i], agenda[least]]
    if (least === i || !here || !there) return
    agenda[i] = there
    agenda[least] = here
    i = least
  }
}
