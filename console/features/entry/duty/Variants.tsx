import { useTranslation } from 'react-i18next'
import { PLATFORMS } from '#modules/entry/model/platforms.ts'
import { useSays } from '../../../i18n/use-says.ts'
import { Facts } from '../../../ui/Facts.tsx'
import type { Variant } from './types.ts'
import { weekdayKey } from './weekday.ts'

/** Other words of a code, each with when it is said. */
export function Variants({ variants }: { variants: readonly Variant[] }) {
  const { t } = useTranslation('duty')
  const say = useSays()
  if (variants.length === 0) return null
  const whenOf = ({ hours, platforms }: Variant): string =>
    [
      ...(hours
        ? [
            `${hours.weekdays.length === 7 ? '' : hours.weekdays.map((day) => t(`weekday.${weekdayKey(day)}`)).join(' ')} ${hours.from}–${hours.to}`.trim(),
          ]
        : []),
      ...(platforms ?? []).map((platform) => say(PLATFORMS[platform])),
    ].join(' · ')
  return (
    <Facts items={variants.map((variant) => ({ label: whenOf(variant), value: variant.text }))} />
  )
}
