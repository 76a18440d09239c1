import type { Properties } from '../core/message.ts'

/** As much as templates tell of what was touched. */
interface Touch {
  type?: unknown
  timeStamp?: unknown
  currentTarget?: { id?: string; dataset?: Record<string, unknown> }
}

const EVENTS: Readonly<Record<string, string>> = {
  tap: 'element_clicked',
  longpress: 'element_clicked',
  longtap: 'element_clicked',
  change: 'element_changed',
  submit: 'form_submitted',
}

/**
 * What a handler was called for, if a finger did it: where, and never what was written. A touch that
 * bubbles calls a handler at every level; the innermost tells of it. `undefined`: nothing to note.
 */
export type TapOf = (
  given: unknown,
  handler: string,
) => { event: string; properties: Properties } | undefined

export function tapReader(): TapOf {
  let last: { at: unknown; type: unknown } | undefined
  return (given, handler) => {
    const touch = given as Touch | undefined
    const event = typeof touch?.type === 'string' ? EVENTS[touch.type] : undefined
    if (!touch?.currentTarget || event === undefined) return undefined
    const { id, dataset = {} } = touch.currentTarget
    if ('siyuIgnore' in dataset) return undefined
    const { timeStamp: at, type } = touch
    const isSame = at !== undefined && last?.at === at && last.type === type
    last = { at, type }
    if (isSame) return undefined
    return {
      event,
      properties: {
        element_id: dataset.siyuId ?? (id || undefined),
        element_name: handler,
        element_type: type,
        content_id: dataset.siyuContent,
      },
    }
  }
}
