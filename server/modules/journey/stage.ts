import type { Stage } from '#platform/module.ts'
import { enterByEvents } from './service/enter.ts'
import { hear } from './service/hear.ts'

/** News moves journeys; imported history never does. Waiting runs hear first, then new ones begin. */
export const journeyStage: Stage = {
  async project(tx, events) {
    const news = events.filter(({ history }) => !history)
    if (news.length === 0) return
    await hear(tx, news)
    await enterByEvents(tx, news)
  },
}
