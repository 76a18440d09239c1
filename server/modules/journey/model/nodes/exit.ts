import { z } from 'zod'
import { node } from '../node.ts'
import { end } from '../step.ts'

/** The journey is over for this person. */
export const exit = node({
  kind: 'exit',
  role: 'end',
  label: { 'zh-CN': '结束', 'zh-TW': '結束', en: 'Exit' },
  hint: { 'zh-CN': '旅程到此为止', 'zh-TW': '旅程到此為止', en: 'The journey ends here' },
  config: z.object({}),
  initial: {},
  exits: [],
  step: () => end,
  say: () => ({ 'zh-CN': '结束', 'zh-TW': '結束', en: 'The end' }),
  form: [],
})
