/** Journeys that ship with Siyu. */
export const PLAYBOOK_IDS = ['coupon-ladder', 'newcomer-welcome'] as const
export type PlaybookId = (typeof PLAYBOOK_IDS)[number]
