import { ApiError } from '../platform.ts'
import type { Endpoint } from '../platform.ts'

const ACTIONS = new Set(['QR_SCENE', 'QR_STR_SCENE', 'QR_LIMIT_SCENE', 'QR_LIMIT_STR_SCENE'])
const LIFE_MAX_SECONDS = 2_592_000

export const createQrCode: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/qrcode/create',
  answer(world, { body }) {
    const action = String(body['action_name'])
    if (!ACTIONS.has(action)) throw new ApiError(40052, 'invalid action_name')
    const info = (body['action_info'] ?? {}) as { scene?: Record<string, unknown> }
    const scene = action.includes('STR') ? info.scene?.['scene_str'] : info.scene?.['scene_id']
    const text = typeof scene === 'number' || typeof scene === 'string' ? String(scene) : ''
    if (text === '' || text.length > 64) throw new ApiError(40053, 'invalid action_info')
    const ticket = world.newId('gQ')
    const temporary = !action.includes('LIMIT')
    const seconds = Math.min(Number(body['expire_seconds'] ?? 30), LIFE_MAX_SECONDS)
    const untilMs = temporary ? world.clock.nowMs() + seconds * 1_000 : undefined
    world.state.officialAccount.qrCodes[ticket] = { scene: text, untilMs }
    return {
      ticket,
      ...(temporary ? { expire_seconds: seconds } : {}),
      url: `${world.baseUrl}/weixin/q/${ticket}`,
    }
  },
}
