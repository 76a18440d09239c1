import { mayDo } from '../api/session.ts'
import type { Session } from '../api/session-contract.ts'
import { paths } from '../paths.ts'
import { NAV } from './nav.ts'

/** Where she begins: the first page of the map that she may use. */
export function firstPage(session: Session): string {
  const pages = NAV.flatMap((group) => group.pages)
  return pages.find(({ needs }) => mayDo(session, needs))?.to ?? paths.status()
}
