import { z } from 'zod'
import { inAll } from './locale.ts'
import { isTimeZone } from './time.ts'

/** A time zone's name in the IANA database. */
export const TimeZone = z.string().refine(
  isTimeZone,
  inAll({
    'zh-CN': '须为 IANA 时区,如 Asia/Shanghai',
    'zh-TW': '須為 IANA 時區，如 Asia/Taipei',
    en: 'must be an IANA time zone such as Asia/Shanghai',
  }),
)
