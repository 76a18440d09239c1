import { useTranslation } from 'react-i18next'
import { JourneyTitle } from '../deliver/Title.tsx'

const OF_JOURNEY = /^journey:([0-9a-f-]{36})/
const CODES = {
  'fission:inviter': 'inviter',
  'fission:invitee': 'invitee',
  'first stock': 'firstStock',
  'by hand': 'byHand',
} as const

const isCode = (reason: string): reason is keyof typeof CODES => Object.hasOwn(CODES, reason)

/** Why a coupon moved: programs write short codes, people sentences. */
export function Reason({ reason }: { reason: string }) {
  const { t } = useTranslation('loyalty')
  const [, journeyId] = OF_JOURNEY.exec(reason) ?? []
  if (journeyId) return <JourneyTitle id={journeyId} />
  return isCode(reason) ? t(`reason.${CODES[reason]}`) : reason
}
