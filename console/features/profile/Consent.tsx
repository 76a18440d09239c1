import { useMutation } from '@tanstack/react-query'
import { App, Switch, Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { refresh } from '../../api/query-client.ts'
import { Panel } from '../../ui/Panel.tsx'
import { useShowError } from '../../ui/use-show-error.ts'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import css from './profile.module.css'
import { useWords } from './words.ts'

const CARRIERS = ['all', 'wecom', 'official_account', 'sms', 'email'] as const
type Carrier = (typeof CARRIERS)[number]

interface ConsentProps {
  personId: string
  reachable: readonly string[]
  optedOut: readonly string[]
}

/** Which carriers reach her, and what she does not want. */
export function Consent({ personId, reachable, optedOut }: ConsentProps) {
  const { t } = useTranslation(['profile', 'kit'])
  const words = useWords()
  const notAllowed = useNotAllowed('profile:write')
  const showError = useShowError()
  const { modal, message } = App.useApp()
  const set = useMutation({
    mutationFn: (change: { carrier: Carrier; optedOut: boolean }) =>
      api.profile.setConsent({ personId, ...change }),
    onError: showError,
    onSuccess: async (_, change) => {
      const carrier = words.channel(change.carrier)
      void message.success(
        change.optedOut
          ? t('profile:person.optedOutNow', { carrier })
          : t('profile:person.optedInNow', { carrier }),
      )
      await refresh('profile')
    },
  })
  const ask = (carrier: Carrier, isOut: boolean) =>
    modal.confirm({
      title: `${words.channel(carrier)} · ${isOut ? t('profile:person.optedOut') : t('profile:person.optIn')}`,
      content: isOut ? t('profile:person.optOutConfirm') : t('profile:person.optInConfirm'),
      onOk: () => set.mutateAsync({ carrier, optedOut: isOut }),
    })
  return (
    <Panel title={t('profile:person.consent')}>
      {reachable.length === 0 && (
        <p className={css.muted}>
          {t('profile:person.reachNone')}
          {t('profile:person.reachNoneHint')}
        </p>
      )}
      {CARRIERS.map((carrier) => {
        const isOut = optedOut.includes(carrier)
        return (
          <div key={carrier} className={css.toggle}>
            <span>
              {carrier === 'all' ? t('profile:person.optOutAll') : words.channel(carrier)}
              {reachable.includes(carrier) && (
                <span className={css.meta}> · {t('profile:people.reachable')}</span>
              )}
            </span>
            <Tooltip title={notAllowed}>
              <Switch
                size="small"
                checked={!isOut}
                disabled={notAllowed !== undefined}
                aria-description={notAllowed}
                aria-label={`${words.channel(carrier)} ${t('profile:person.optIn')}`}
                checkedChildren={t('profile:person.optIn')}
                unCheckedChildren={t('profile:person.optedOut')}
                onChange={(isOn) => void ask(carrier, !isOn)}
              />
            </Tooltip>
          </div>
        )
      })}
    </Panel>
  )
}
