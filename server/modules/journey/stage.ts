import { withNames } from '#modules/collect/model/naming/naming.ts'
import { namingIn } from '#modules/collect/service/naming.ts'
import type { Stage } from '#platform/module.ts'
import { enterByEvents } from './service/enter.ts'
import { hear } from './service/hear.ts'

/** News moves journeys; imported history never does. Waiting runs hear first, then new ones begin. */
export const journeyStage: Stage = {
  async project(tx, events) {
    const news = events.filter(({ history }) => !history)
    if (news.length === 0) return
    const named = withNames(await namingIn(tx), news)
    await hear(tx, named)
    await enterByEvents(tx, named)
  },
}
