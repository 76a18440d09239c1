import { permits } from '../api/may.ts'
import type { Session } from '../api/session.ts'
import { paths } from '../paths.ts'
import { NAV } from './nav.ts'

/** Where she begins: the first page of the map that she may use. */
export function firstPage({ permissions }: Session): string {
  const pages = NAV.flatMap((group) => group.pages)
  const first = pages.find(({ needs }) => needs === undefined || permits(permissions, needs))
  return first?.to ?? paths.status()
}
