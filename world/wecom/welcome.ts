import { z } from 'zod'
import { ApiError } from '../platform.ts'
import type { Endpoint } from '../platform.ts'
import { receive } from '../phone/receive.ts'
import { letterOf, parsed } from './check.ts'
import { contentOf } from './content.ts'

const Code = z.object({ welcome_code: z.string().min(1) })

export const sendWelcome: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/externalcontact/send_welcome_msg',
  answer(world, { body }) {
    const letter = letterOf(body)
    const code = parsed(Code, body).welcome_code
    const welcome = world.state.wecom.welcomes[code]
    if (!welcome) throw new ApiError(41050, 'invalid welcome_code')
    if (welcome.used) throw new ApiError(41051, 'welcome msg has been distributed')
    if (world.clock.nowMs() - welcome.issuedMs > world.settings.welcomeCodeLifeMs)
      throw new ApiError(41050, 'welcome_code expired')
    welcome.used = true
    receive(world, world.personByExternalId(welcome.externalUserId), {
      channel: 'wecom_welcome',
      from: welcome.userId,
      ...contentOf(letter),
    })
    return {}
  },
}
