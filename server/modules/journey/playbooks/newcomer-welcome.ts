import type { Graph } from '../model/graph.ts'
import { at, lines, thing } from './playbook.ts'
import type { Playbook, Things } from './playbook.ts'

function instantiate({ contents }: Things): Graph {
  const letter = (name: string) => ({
    contentId: thing(contents, name),
    carriers: ['wecom_message', 'official_account'],
    letterKind: 'marketing',
  })
  return {
    nodes: [
      at(0, 1, 'joined', 'event', { event: 'wecom_friend_added', where: [] }, '新人加入'),
      // The welcome packet of the first day has used that day's room in the message budget.
      at(1, 1, 'settle', 'wait', { amount: 2, unit: 'days' }),
      at(2, 1, 'test', 'split', {
        variants: [
          { id: 'story', name: '讲品牌故事', percent: 45, holdout: false },
          { id: 'guide', name: '给选书指南', percent: 45, holdout: false },
          { id: 'control', name: '对照组', percent: 10, holdout: true },
        ],
      }),
      at(3, 0, 'story', 'send', letter('story')),
      at(3, 1, 'guide', 'send', letter('guide')),
      at(4, 1, 'reads', 'wait_for', { event: 'link_clicked', where: [], amount: 3, unit: 'days' }),
      at(5, 0, 'interested', 'tag', { act: 'add', tag: '新人·感兴趣' }),
      at(5, 2, 'quiet', 'tag', { act: 'add', tag: '新人·待激活' }),
      at(6, 1, 'end', 'exit', {}),
      at(3, 3, 'ordered', 'goal', { by: 'event', event: 'order_paid', where: [] }),
    ],
    edges: lines(`
      joined.entered → settle
      settle.waited → test
      test.story → story
      test.guide → guide
      story.sent_or_queued → reads
      guide.sent_or_queued → reads
      reads.happened → interested
      reads.timed_out → quiet
      interested.tagged → end
      quiet.tagged → end`),
    reentry: { kind: 'once' },
  }
}

/** Which first letter makes readers of newcomers? Two of them and a control group. */
export const newcomerWelcome: Playbook = {
  name: { 'zh-CN': '新人欢迎 A/B', 'zh-TW': '新人歡迎 A/B', en: 'Newcomer welcome, A/B' },
  about: {
    'zh-CN': '新人加好友两天后,一半人收到品牌故事,一半人收到选书指南,另留一成对照;看谁先下单。',
    'zh-TW': '新人加好友兩天後，一半人收到品牌故事，一半人收到選書指南，另留一成對照；看誰先下單。',
    en: 'Two days after joining, half get the brand story and half a guide to the books; a tenth are left alone. Who orders first?',
  },
  needs: {
    contents: {
      story: {
        kind: 'article',
        title: '我们为什么开这家书店',
        body: '十年前,我们在海边开了第一家店。这里是我们的**故事**,和我们想陪你读的书。',
        sceneTags: ['新人', '品牌'],
        purchaseStage: 'awareness',
        answers: 'why_us',
      },
      guide: {
        kind: 'article',
        title: '三个问题,帮你挑到下一本书',
        body: '最近想读什么?读多久?和谁一起读?三个问题,挑到**适合你的书**。',
        sceneTags: ['新人', '选书'],
        purchaseStage: 'need',
        answers: 'why_need',
      },
    },
    coupons: {},
    segments: {},
  },
  instantiate,
}
