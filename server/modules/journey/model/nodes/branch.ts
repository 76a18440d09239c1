import { z } from 'zod'
import { Predicate } from '#modules/audience/model/predicate.ts'
import { say } from '#modules/audience/model/say.ts'
import { node } from '../node.ts'
import { ask, go } from '../step.ts'

/** Parts people by a condition, as it is at the instant they pass. */
export const branch = node({
  kind: 'branch',
  role: 'decide',
  label: { 'zh-CN': '条件分支', 'zh-TW': '條件分支', en: 'Branch' },
  hint: {
    'zh-CN': '满足条件走一边,不满足走另一边',
    'zh-TW': '符合條件走一邊，不符合走另一邊',
    en: 'One way if it holds, another if not',
  },
  config: z.object({ predicate: Predicate }),
  initial: { predicate: { kind: 'and', of: [] } },
  exits: ['yes', 'no'],
  exitLabels: {
    yes: { 'zh-CN': '是', 'zh-TW': '是', en: 'Yes' },
    no: { 'zh-CN': '否', 'zh-TW': '否', en: 'No' },
  },
  asks: ({ predicate }) => predicate,
  step: (_, { holds }) => (holds === undefined ? ask : go(holds ? 'yes' : 'no')),
  say: ({ predicate }) => ({
    'zh-CN': say(predicate, 'zh-CN'),
    'zh-TW': say(predicate, 'zh-TW'),
    en: say(predicate, 'en'),
  }),
  form: [
    {
      key: 'predicate',
      label: { 'zh-CN': '条件', 'zh-TW': '條件', en: 'Condition' },
      input: { kind: 'condition' },
    },
  ],
})
