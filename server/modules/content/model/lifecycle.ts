/** From the first draft to the archive. Buttons, refusals, diagrams and tests come from this table. */
export const STATUSES = ['draft', 'in_review', 'published', 'archived'] as const
export type Status = (typeof STATUSES)[number]

export const ACTS = ['submit', 'send_back', 'publish', 'archive', 'restore'] as const
export type Act = (typeof ACTS)[number]

export type Next = Status | 'no_change' | 'refused'

/** Whoever may write may publish a draft at once; review is offered, not forced. */
export const LIFECYCLE: Readonly<Record<Status, Readonly<Record<Act, Next>>>> = {
  draft: {
    submit: 'in_review',
    send_back: 'no_change',
    publish: 'published',
    archive: 'archived',
    restore: 'refused',
  },
  in_review: {
    submit: 'no_change',
    send_back: 'draft',
    publish: 'published',
    archive: 'archived',
    restore: 'refused',
  },
  published: {
    submit: 'refused',
    send_back: 'draft',
    publish: 'no_change',
    archive: 'archived',
    restore: 'refused',
  },
  archived: {
    submit: 'refused',
    send_back: 'refused',
    publish: 'refused',
    archive: 'no_change',
    restore: 'draft',
  },
}
