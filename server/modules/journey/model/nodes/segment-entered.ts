import { z } from 'zod'
import { node } from '../node.ts'
import { go } from '../step.ts'

/** Lets people in when they come into a segment; `everyone` also lets in who is there already. */
export const segmentEntered = node({
  kind: 'segment_entered',
  role: 'trigger',
  label: { 'zh-CN': '进入人群', 'zh-TW': '進入受眾', en: 'Enters a segment' },
  hint: {
    'zh-CN': '有人进入这个人群时开始旅程',
    'zh-TW': '有人進入這個受眾時開始旅程',
    en: 'The journey starts for whoever comes into this segment',
  },
  config: z.object({
    segmentId: z.uuid(),
    letIn: z.enum(['everyone', 'newcomers']).default('everyone'),
  }),
  initial: { segmentId: '', letIn: 'everyone' },
  exits: ['entered'],
  refs: ({ segmentId }) => [{ kind: 'segment', id: segmentId }],
  step: () => go('entered'),
  say: ({ letIn }) =>
    letIn === 'everyone'
      ? {
          'zh-CN': '人群中已有和新进的人',
          'zh-TW': '受眾中已有和新進的人',
          en: 'Everyone in the segment, and who comes into it',
        }
      : {
          'zh-CN': '新进入人群的人',
          'zh-TW': '新進入受眾的人',
          en: 'Whoever comes into the segment from now on',
        },
  form: [
    {
      key: 'segmentId',
      label: { 'zh-CN': '人群', 'zh-TW': '受眾', en: 'Segment' },
      input: { kind: 'pick', from: 'segment' },
    },
    {
      key: 'letIn',
      label: { 'zh-CN': '谁可以进入', 'zh-TW': '誰可以進入', en: 'Who comes in' },
      input: {
        kind: 'choice',
        options: [
          {
            value: 'everyone',
            label: {
              'zh-CN': '已在人群中的人和新进的人',
              'zh-TW': '已在受眾中的人和新進的人',
              en: 'Who is there and who comes',
            },
          },
          {
            value: 'newcomers',
            label: { 'zh-CN': '只有新进的人', 'zh-TW': '只有新進的人', en: 'Only who comes' },
          },
        ],
      },
    },
  ],
})
