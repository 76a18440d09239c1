import { z } from 'zod'
import { node } from '../node.ts'
import { act } from '../step.ts'

/** Puts a tag on the person or takes it off. */
export const tag = node({
  kind: 'tag',
  role: 'act',
  label: { 'zh-CN': '打标签', 'zh-TW': '加標籤', en: 'Tag' },
  hint: {
    'zh-CN': '给人打上或去掉标签',
    'zh-TW': '幫人加上或移除標籤',
    en: 'Puts a tag on, or takes it off',
  },
  config: z.object({ act: z.enum(['add', 'remove']), tag: z.string().min(1).max(200) }),
  initial: { act: 'add', tag: '' },
  exits: ['tagged'],
  exitLabels: { tagged: { 'zh-CN': '继续', 'zh-TW': '繼續', en: 'Go on' } },
  step: (config) => act({ kind: 'tag', ...config }, { done: 'tagged', refused: 'tagged' }),
  say: (config) => ({
    'zh-CN': `${config.act === 'add' ? '打上' : '去掉'}标签「${config.tag}」`,
    'zh-TW': `${config.act === 'add' ? '加上' : '移除'}標籤「${config.tag}」`,
    en: `${config.act === 'add' ? 'Add' : 'Remove'} the tag “${config.tag}”`,
  }),
  form: [
    {
      key: 'act',
      label: { 'zh-CN': '动作', 'zh-TW': '動作', en: 'Do' },
      input: {
        kind: 'choice',
        options: [
          { value: 'add', label: { 'zh-CN': '打上', 'zh-TW': '加上', en: 'Add' } },
          { value: 'remove', label: { 'zh-CN': '去掉', 'zh-TW': '移除', en: 'Remove' } },
        ],
      },
    },
    {
      key: 'tag',
      label: { 'zh-CN': '标签', 'zh-TW': '標籤', en: 'Tag' },
      input: { kind: 'pick', from: 'tag' },
    },
  ],
})
