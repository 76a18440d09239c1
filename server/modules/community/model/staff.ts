/** By what the list of staff is sorted, the largest first. */
export const STAFF_ORDERS = ['contacts', 'name', 'sent', 'missed', 'lost'] as const
export type StaffOrder = (typeof STAFF_ORDERS)[number]
