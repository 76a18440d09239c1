import { useTranslation } from 'react-i18next'
import { JourneyTitle } from '../deliver/Title.tsx'

const OF_JOURNEY = /^journey:([0-9a-f-]{36})/
const SIDES = ['inviter', 'invitee'] as const

/** Why a coupon moved: programs write short codes, people sentences. */
export function Reason({ reason }: { reason: string }) {
  const { t } = useTranslation('loyalty')
  const [, journeyId] = OF_JOURNEY.exec(reason) ?? []
  if (journeyId) return <JourneyTitle id={journeyId} />
  const side = SIDES.find((one) => reason === `fission:${one}`)
  return side ? t(`reason.${side}`) : reason
}
