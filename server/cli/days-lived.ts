import { DAY_MS } from '#kernel/time.ts'
import { DEMO_PACE } from '#world/pace.ts'
import type { Clock } from '#platform/clock.ts'
import { progressBar } from './import/progress-bar.ts'

const LOOK_MS = 1_000

/** Shows the weeks go by until they have: a bar on a terminal, some lines in a log. */
export function showDaysLived(clock: Clock, from: Date, days = DEMO_PACE.days): Disposable {
  const bar = progressBar()
  const lived = () => (clock.now().getTime() - from.getTime()) / DAY_MS
  const says = (done: number) =>
    `世界的第 ${Math.min(days, Math.floor(done) + 1)}/${days} 天 · day of the world, ${clock.now().toISOString().slice(0, 10)}`
  const timer = setInterval(() => {
    const done = lived()
    if (done < days) return bar.show(done / days, says(done))
    bar.end(`${days} 天已过，此后一秒一分钟 · lived; from now on a minute a second`)
    clearInterval(timer)
    return undefined
  }, LOOK_MS)
  timer.unref()
  return { [Symbol.dispose]: () => clearInterval(timer) }
}
