import { join, sql, str, time, uint, uuid } from '#kernel/sql.ts'
import { NO_NAMING } from '#modules/collect/model/naming/naming.ts'
import { funnel } from '#modules/insight/queries/funnel.ts'
import { figure, median, timeMs } from './figure.ts'
import type { Bench } from './figure.ts'
import { BENCH_WORKSPACE, benchServer } from './installation.ts'

const EVENTS = 10_000_000
const PEOPLE = 1_000_000
const REPOINTED = 100_000
const ROUNDS = 7
const FROM = new Date('2026-01-01T00:00:00Z')
const TO = new Date('2026-04-01T00:00:00Z')
const STEPS = ['product_viewed', 'product_added', 'order_paid'] as const

/**
 * Three steps over ten million events of a million people, a hundred thousand identifiers of whom
 * were re-pointed by merges, against `windowFunnel` written by hand over the person as stored.
 */
export const funnel3: Bench = {
  name: 'insight.funnel3',
  says: '3-step funnel, 10 M events, 1 M people, 100 k re-pointed identifiers (ms); against hand-written windowFunnel',
  target: 'ratio ≤ 1.3',
  async run(log) {
    await using server = await benchServer('web')
    const { ch } = server.rt
    log('filling 10 million events')
    await ch.command(`
      INSERT INTO events (workspace_id, event, at, received_at, message_id, ident_id, person_id, source, channel, properties, history)
      SELECT '${BENCH_WORKSPACE}',
        ['page_viewed', 'product_viewed', 'product_viewed', 'product_added', 'order_paid'][1 + (cityHash64(number, 1) % 5)],
        toDateTime64('2026-01-01 00:00:00', 3, 'UTC') + toIntervalSecond(cityHash64(number, 2) % 7776000), now64(3),
        toString(number), 1 + cityHash64(number, 3) % ${PEOPLE}, 1 + cityHash64(number, 3) % ${PEOPLE}, 'bench', 'web', '{}', false
      FROM numbers(${EVENTS})`)
    await ch.command(`
      INSERT INTO identity_redirect_rows (ident_id, person_id, version)
      SELECT 1 + number * 10, 2 + number * 10, 1 FROM numbers(${REPOINTED})`)
    await ch.command('SYSTEM RELOAD DICTIONARY identity_redirect')
    const ours = funnel({
      workspaceId: BENCH_WORKSPACE,
      range: { from: FROM, to: TO, asOf: TO, timeZone: 'UTC' },
      steps: STEPS.map((event) => ({ event, where: [] })),
      windowSeconds: 7 * 86_400,
      people: undefined,
      naming: NO_NAMING,
    })
    const byHand = sql`
      SELECT reached, count() AS people FROM (
        SELECT person_id, windowFunnel(${uint(7 * 86_400_000)})(toUInt64(toUnixTimestamp64Milli(at)),
          ${join(
            STEPS.map((event) => sql`event = ${str(event)}`),
            ', ',
          )}) AS reached
        FROM events
        WHERE workspace_id = ${uuid(BENCH_WORKSPACE)} AND event IN ('product_viewed', 'product_added', 'order_paid')
          AND at >= ${time(FROM)} AND at < ${time(TO)}
        GROUP BY person_id HAVING reached > 0)
      GROUP BY reached ORDER BY reached`
    const [mine, theirs]: [number[], number[]] = [[], []]
    for (let round = 0; round < ROUNDS; round++) {
      mine.push(await timeMs(() => ch.query(ours, { maxSeconds: 120 })))
      theirs.push(await timeMs(() => ch.query(byHand, { maxSeconds: 120 })))
      log(
        `round ${round + 1}: ${Math.round(mine.at(-1) ?? 0)} ms, by hand ${Math.round(theirs.at(-1) ?? 0)} ms`,
      )
    }
    return figure('insight.funnel3', median(mine.slice(1)), 'ms', median(theirs.slice(1)))
  },
}
