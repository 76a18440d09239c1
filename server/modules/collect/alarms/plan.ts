import { DAY_MS } from '#kernel/time.ts'
import type { AlarmKey, AlarmRow, ClosedBecause, MuteRow, NewAlarm } from '../store/alarms.ts'
import type { Shapes } from './shape.ts'
import type { Pair, Volumes } from './volume.ts'

export type Planned = Omit<NewAlarm, 'id' | 'opened_at' | 'causes'>

/** Whoever is off for so long is off for good: it is the usual by now, or nobody minds. */
const LONGEST_MS = 14 * DAY_MS

interface Situation {
  volumes: Volumes
  /** undefined when shapes were not looked at this time */
  shapes: Shapes | undefined
  open: readonly AlarmRow[]
  mutes: readonly MuteRow[]
  until: Date
}

/** What opens and what closes. A silence of a source takes the place of its events' own alarms. */
export function plan(of: Situation): {
  open: Planned[]
  close: { alarm: AlarmRow; because: ClosedBecause }[]
} {
  const silent = silentSources(of)
  const found = [...volumeBreaks(of.volumes.pairs), ...shapeBreaks(of)].filter(
    (alarm) => !isFolded(alarm, silent),
  )
  const known = new Set(of.open.map(nameOf))
  return {
    open: found.filter((alarm) => !known.has(nameOf(alarm)) && !isMuted(alarm, of.mutes)),
    close: of.open.flatMap((alarm) => {
      if (isFolded(alarm, silent)) return [{ alarm, because: 'folded' as const }]
      const because = overBecause(alarm, of, found)
      return because ? [{ alarm, because }] : []
    }),
  }
}

const nameOf = ({ kind, event, source, property, value }: AlarmKey): string =>
  JSON.stringify([kind, event, source, property, value])

const silentSources = ({ volumes, open }: Situation): ReadonlySet<string> =>
  new Set([
    ...volumes.pairs
      .filter(({ event, judged }) => event === '' && judged.breaks[0]?.kind === 'silence')
      .map(({ source }) => source),
    ...open
      .filter((alarm) => alarm.event === '' && alarm.kind === 'silence')
      .filter((alarm) => !pairOf(volumes.pairs, alarm)?.judged.recovered.includes('silence'))
      .map(({ source }) => source),
  ])

const isFolded = (alarm: AlarmKey, silent: ReadonlySet<string>): boolean =>
  alarm.event !== '' &&
  (alarm.kind === 'silence' || alarm.kind === 'drop') &&
  silent.has(alarm.source)

/** A source as a whole is told of only when it is silent: else its events say more. */
const volumeBreaks = (pairs: readonly Pair[]): Planned[] =>
  pairs.flatMap(({ event, source, judged }) =>
    judged.breaks
      .filter(({ kind }) => event !== '' || kind === 'silence')
      .map(({ kind, since, seen, expected, strength }) => ({
        ...{ kind, event, source, property: '', value: '', since: new Date(since) },
        ...{ seen, expected, strength },
      })),
  )

const shapeBreaks = ({ shapes }: Situation): readonly Planned[] => shapes?.breaks ?? []

const isMuted = (alarm: AlarmKey, mutes: readonly MuteRow[]): boolean =>
  mutes.some(
    ({ source, event }) => source === alarm.source && (event === '' || event === alarm.event),
  )

const pairOf = (pairs: readonly Pair[], { event, source }: AlarmKey): Pair | undefined =>
  pairs.find((pair) => pair.event === event && pair.source === source)

function overBecause(
  alarm: AlarmRow,
  { volumes, shapes, until }: Situation,
  found: readonly Planned[],
): ClosedBecause | undefined {
  const goesOn = found.some((one) => nameOf(one) === nameOf(alarm))
  switch (alarm.kind) {
    case 'silence':
    case 'drop':
    case 'surge': {
      const judged = pairOf(volumes.pairs, alarm)?.judged
      if (judged?.recovered.includes(alarm.kind) && !goesOn) return 'recovered'
      // Nothing at all comes any more: its silence is told instead.
      if (alarm.kind === 'drop' && judged?.breaks[0]?.kind === 'silence') return 'folded'
      break
    }
    case 'missing':
      if (shapes?.isFilledAgain(alarm)) return 'recovered'
      break
    case 'new_value':
      if (shapes && !goesOn) return 'known_now'
      break
  }
  return until.getTime() - alarm.opened_at.getTime() > LONGEST_MS && !goesOn
    ? 'known_now'
    : undefined
}
