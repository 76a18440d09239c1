import { z } from 'zod'
import { node } from '../node.ts'
import { act } from '../step.ts'

/** Puts a tag on the person or takes it off. */
export const tag = node({
  kind: 'tag',
  role: 'act',
  label: { 'zh-CN': '打标签', en: 'Tag' },
  hint: { 'zh-CN': '给人打上或去掉标签', en: 'Puts a tag on, or takes it off' },
  config: z.object({ act: z.enum(['add', 'remove']), tag: z.string().min(1).max(200) }),
  initial: { act: 'add', tag: '' },
  exits: ['tagged'],
  exitLabels: { tagged: { 'zh-CN': '继续', en: 'Go on' } },
  step: (config) => act({ kind: 'tag', ...config }, { done: 'tagged', refused: 'tagged' }),
  say: (config) => ({
    'zh-CN': `${config.act === 'add' ? '打上' : '去掉'}标签「${config.tag}」`,
    en: `${config.act === 'add' ? 'Add' : 'Remove'} the tag “${config.tag}”`,
  }),
  form: [
    {
      key: 'act',
      label: { 'zh-CN': '动作', en: 'Do' },
      input: {
        kind: 'choice',
        options: [
          { value: 'add', label: { 'zh-CN': '打上', en: 'Add' } },
          { value: 'remove', label: { 'zh-CN': '去掉', en: 'Remove' } },
        ],
      },
    },
    { key: 'tag', label: { 'zh-CN': '标签', en: 'Tag' }, input: { kind: 'pick', from: 'tag' } },
  ],
})
