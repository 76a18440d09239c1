import type { Permission } from '#kernel/route.ts'
import { useSession } from './session.ts'

/** As the server decides it: `*` is all, and who may write may read. */
export const permits = (held: readonly string[], wish: Permission): boolean =>
  wish === 'public' ||
  wish === 'signed_in' ||
  held.includes('*') ||
  held.includes(wish) ||
  (wish.endsWith(':read') && held.includes(wish.replace(/read$/, 'write')))

/** May she do this in the workspace she is in? No wish means: everyone may. */
export function useMay(): (wish: Permission | undefined) => boolean {
  const held = useSession()?.permissions ?? []
  return (wish) => wish === undefined || permits(held, wish)
}
