import { DAY_MS } from '#kernel/time.ts'

/** Nobody finds her way through more. */
export const MOST_VIEWS = 50
/** How long a removed view waits for an undo. */
export const UNDO_MS = 30 * DAY_MS

export interface Owned {
  ownerId: string | null
  isShared: boolean
}

/** What is not shared is seen by its owner alone, admins included: it is her desk. */
export const maySeeView = ({ ownerId, isShared }: Owned, userId: string | undefined): boolean =>
  isShared || (ownerId !== null && ownerId === userId)

/** The team's view is its maker's to change; an admin keeps order. */
export const mayChangeView = (
  view: Owned,
  who: { userId: string | undefined; isAdmin: boolean },
): boolean =>
  maySeeView(view, who.userId) &&
  (view.ownerId === null ? who.isAdmin : view.ownerId === who.userId || who.isAdmin)
