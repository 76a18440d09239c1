import type { PlaybookId } from '../model/playbook-ids.ts'
import { couponLadder } from './coupon-ladder.ts'
import { newcomerWelcome } from './newcomer-welcome.ts'
import type { Playbook } from './playbook.ts'

/** Every playbook that ships with Siyu. */
export const PLAYBOOKS: Readonly<Record<PlaybookId, Playbook>> = {
  'coupon-ladder': couponLadder,
  'newcomer-welcome': newcomerWelcome,
}
