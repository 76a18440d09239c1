import { useTranslation } from 'react-i18next'
import type { ReadDraft } from './draft.ts'

const PARTS = {
  ...{ when: true, event: true, identifiers: true, time: true, messageId: true },
  ...{ properties: true, attributes: true, events: true },
} as const

const isPart = (step: string | number): step is keyof typeof PARTS => Object.hasOwn(PARTS, step)

/** Says what of a mapping is not written yet or not so; undefined: nothing. */
export function useMissingSays(): (read: ReadDraft) => string | undefined {
  const { t } = useTranslation('webhook')
  return (read) => {
    if (read.isWhole) return undefined
    const said = read.missing.map(({ path }) => {
      const at = path.find((step) => typeof step === 'number')
      const part = path.find(isPart)
      const what = part ? t(`parts.${part}`) : t('parts.event')
      return at === undefined ? what : `${t('caseN', { n: Number(at) + 1 })} · ${what}`
    })
    return [...new Set(said)].join(' / ')
  }
}
