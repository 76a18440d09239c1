import { z } from 'zod'
import type { OpenWorld } from '../../open.ts'
import type { SiyuAccess } from '../http.ts'
import { siyuApi } from '../http.ts'
import { once } from './once.ts'

const Loaded = z.object({ id: z.string() })

/** The playbooks that ship with Siyu, loaded and published: people walk them from the first day. */
const PLAYBOOKS = ['coupon-ladder', 'newcomer-welcome'] as const

export async function setUpJourneys(open: OpenWorld, access: SiyuAccess): Promise<void> {
  for (const playbook of PLAYBOOKS) {
    const id = await once(
      open.world,
      `journey:${playbook}`,
      async () =>
        Loaded.parse(await siyuApi(access, 'POST', `/api/journeys/playbooks/${playbook}`, {})).id,
    )
    await once(open.world, `journey:${playbook}:published`, async () => {
      await siyuApi(access, 'POST', `/api/journeys/${id}/publish`, {})
      return id
    })
  }
}
