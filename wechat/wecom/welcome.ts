import { z } from 'zod'
import type { Outcome } from '../outcome.ts'
import { call, Done } from '../session.ts'
import type { Session } from '../session.ts'
import { carriesSomething, Letter } from './parts.ts'

/** The code lives 20 s from the event and works once (企业微信 92137). */
export const WELCOME_CODE_LIFE_MS = 20_000

export const Welcome = Letter.extend({ welcome_code: z.string().min(1) }).refine(
  carriesSomething,
  'a welcome carries text or an attachment',
)
export type Welcome = z.input<typeof Welcome>

/** Greets a newcomer. `too_late` after 20 s; `already_done` when she was greeted or is chatting. */
export const sendWelcome = (
  session: Session,
  welcome: Welcome,
): Promise<Outcome<z.infer<typeof Done>>> =>
  call(
    session,
    {
      method: 'POST',
      path: '/cgi-bin/externalcontact/send_welcome_msg',
      body: Welcome.parse(welcome),
    },
    Done,
  )
