import { join, sql, str, time, uint, uuid } from '#kernel/sql.ts'
import type { Sql } from '#kernel/sql.ts'
import { resolvedPerson } from '#modules/identity/model/resolved-person.ts'
import { squash } from '#modules/identity/squash.ts'
import { figure, timeMs } from './figure.ts'
import type { Bench } from './figure.ts'
import { BENCH_WORKSPACE, benchServer } from './installation.ts'

const EVENTS = 10_000_000
const PEOPLE = 1_000_000
const REPOINTED = 100_000
const ROUNDS = 9
const FROM = new Date('2026-01-01T00:00:00Z')
const TO = new Date('2026-04-01T00:00:00Z')
const STEPS = ['product_viewed', 'product_added', 'order_paid'] as const

const funnelBy = (person: Sql): Sql => sql`
  SELECT reached, count() AS people FROM (
    SELECT ${person} AS one, windowFunnel(${uint(7 * 86_400_000)})(toUInt64(toUnixTimestamp64Milli(at)),
      ${join(
        STEPS.map((event) => sql`event = ${str(event)}`),
        ', ',
      )}) AS reached
    FROM events
    WHERE workspace_id = ${uuid(BENCH_WORKSPACE)} AND event IN ('product_viewed', 'product_added', 'order_paid')
      AND at >= ${time(FROM)} AND at < ${time(TO)}
    GROUP BY one HAVING reached > 0)
  GROUP BY reached ORDER BY reached`
const PLAIN = funnelBy(sql`person_id`)
const RESOLVED = funnelBy(resolvedPerson)

/** The least of many rounds: a neighbour on the machine only ever makes one slower. */
const least = (numbers: readonly number[]): number => Math.min(...numbers)

/**
 * What merges cost a chart: the same question by the person as stored and by the person of now, with
 * a hundred thousand identifiers re-pointed; then squashed, when it must cost nothing any more.
 */
export const identityFunnel: Bench = {
  name: 'identity.funnel',
  says: '3-step funnel by the person of now, 10 M events, 1 M people, 100 k re-pointed identifiers (ms); against the person as stored',
  target: 'ratio ≤ 1.15',
  async run(log) {
    await using server = await benchServer('web')
    const { ch } = server.rt
    const ask = (question: Sql) =>
      ch.query<{ reached: number; people: string }>(question, { maxSeconds: 300 })
    const rounds = async (what: string) => {
      const [plain, resolved]: [number[], number[]] = [[], []]
      for (let round = 0; round <= ROUNDS; round++) {
        const one = await timeMs(() => ask(PLAIN))
        const other = await timeMs(() => ask(RESOLVED))
        if (round === 0) continue
        plain.push(one)
        resolved.push(other)
      }
      const [a, b] = [least(plain), least(resolved)]
      log(`${what}: ${Math.round(b)} ms, as stored ${Math.round(a)} ms, ${(b / a).toFixed(3)}`)
      return { plain: a, resolved: b }
    }
    log('filling 10 million events')
    await ch.command(`
      INSERT INTO events (workspace_id, event, at, received_at, message_id, ident_id, person_id, source, channel, properties, history)
      SELECT '${BENCH_WORKSPACE}',
        ['page_viewed', 'product_viewed', 'product_viewed', 'product_added', 'order_paid'][1 + (cityHash64(number, 1) % 5)],
        toDateTime64('2026-01-01 00:00:00', 3, 'UTC') + toIntervalSecond(cityHash64(number, 2) % 7776000), now64(3),
        toString(number), 1 + cityHash64(number, 3) % ${PEOPLE}, 1 + cityHash64(number, 3) % ${PEOPLE}, 'bench', 'web', '{}', false
      FROM numbers(${EVENTS})`)
    for (const month of ['202601', '202602', '202603'])
      await ch.command(`OPTIMIZE TABLE events PARTITION ${month} FINAL`)
    await ch.command(`
      INSERT INTO identity_redirect_rows (ident_id, person_id, version)
      SELECT 1 + number * 10, 2 + number * 10, 1 FROM numbers(${REPOINTED})`)
    await ch.command('SYSTEM RELOAD DICTIONARY identity_redirect')
    const redirected = await rounds('redirected')
    const before = await ask(RESOLVED)
    const started = performance.now()
    const { rows } = await squash(ch, '0')
    log(`squashed ${rows} rows in ${Math.round(performance.now() - started)} ms`)
    const { left } = await squash(ch, '1')
    if (left > 0) throw new Error(`${left} redirects are left after two squashes`)
    await rounds('squashed')
    if (JSON.stringify(await ask(PLAIN)) !== JSON.stringify(before))
      throw new Error('the squash changed a chart')
    return figure('identity.funnel', redirected.resolved, 'ms', redirected.plain)
  },
}
