import type { GameTold } from '#modules/fission/model/page.ts'
import { day, money } from '../format.ts'
import { useReader } from './reader.ts'

/** All the rules, in type as large as the rest: what the server holds itself to, then the brand's words. */
export function Rules({ game }: { game: GameTold }) {
  const { say } = useReader()
  const { withinDays: n, minPayFen, maxRewards, rules } = game
  const facts = [
    [say('rulePeriod'), usePeriod(game)],
    [say('ruleNew'), say('ruleNewText')],
    [
      say('ruleOrder'),
      minPayFen > 0
        ? say('ruleOrderMin', { n, money: money(minPayFen) })
        : say('ruleOrderText', { n }),
    ],
    [say('ruleMax'), say('ruleMaxText', { n: maxRewards })],
    [say('ruleRefund'), say('ruleRefundText')],
    [say('ruleShare'), say('ruleShareText')],
  ] as const
  return (
    <section aria-labelledby="rules">
      <h2 id="rules">{say('rules')}</h2>
      <dl class="facts">
        {facts.map(([term, text]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {rules
        .split(/\n+/)
        .filter((line) => line.trim() !== '')
        .map((line) => (
          <p key={line}>{line}</p>
        ))}
    </section>
  )
}

function usePeriod({ startsAt, endsAt }: GameTold): string {
  const { language, say } = useReader()
  const from = startsAt && day(startsAt, language, true)
  const until = endsAt && day(endsAt, language, true)
  if (from && until) return say('between', { from, until })
  if (from) return say('from', { from })
  return until ? say('until', { until }) : say('always')
}
