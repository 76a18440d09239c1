import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { CARRIERS, CARRIER_SAYS, COST_FEN } from '#modules/deliver/model/carrier.ts'
import type { Carrier } from '#modules/deliver/model/carrier.ts'
import type { ConnectionKind } from '#modules/entry/model/connection.ts'
import { orpc } from '../../api/client.ts'
import { useSays } from '../../i18n/use-says.ts'
import { paths } from '../../paths.ts'
import { Facts } from '../../ui/Facts.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useNotAllowed } from '../../ui/use-not-allowed.ts'
import { StatusDot } from '../../ui/StatusDot.tsx'
import { useFormat } from '../../ui/use-format.ts'
import type { BudgetReport } from './types.ts'

const NEEDS: Readonly<Record<Carrier, ConnectionKind>> = {
  wecom_message: 'wecom',
  wecom_welcome: 'wecom',
  official_account: 'official_account',
  sms: 'sms',
  email: 'email',
}
const DAYS = 14

/** What can take a letter to a person: is it connected, what it costs, which rules its owner has. */
export function CarriersPage() {
  const { t } = useTranslation('deliver')
  const say = useSays()
  const notRead = useNotAllowed('entry:read')
  const connections = useQuery({
    ...orpc.entry.listConnections.queryOptions({ input: {} }),
    enabled: notRead === undefined,
  })
  const report = useQuery(orpc.deliver.budgetReport.queryOptions({ input: { days: DAYS } }))
  return (
    <Page
      title={t('carriers.title')}
      description={t('carriers.description')}
      asOf={report.data?.asOf}
    >
      <Loaded query={report}>
        {(found) =>
          CARRIERS.map((carrier) => {
            const connection = connections.data?.items.find(({ kind }) => kind === NEEDS[carrier])
            return (
              <Panel
                key={carrier}
                title={say(CARRIER_SAYS[carrier])}
                extra={
                  notRead !== undefined ? null : connection ? (
                    <StatusDot tone={connection.testOk === false ? 'bad' : 'good'}>
                      {t('carriers.connected')}
                    </StatusDot>
                  ) : (
                    <>
                      <StatusDot tone="calm">{t('carriers.notConnected')}</StatusDot>
                      <Link to={paths.connections()}>{t('carriers.connect')}</Link>
                    </>
                  )
                }
              >
                <One carrier={carrier} report={found} />
              </Panel>
            )
          })
        }
      </Loaded>
    </Page>
  )
}

function One({ carrier, report }: { carrier: Carrier; report: BudgetReport }) {
  const { t } = useTranslation('deliver')
  const format = useFormat()
  const letters = report.days.reduce((sum, { byCarrier }) => sum + (byCarrier[carrier] ?? 0), 0)
  return (
    <Facts
      items={[
        { label: t('carriers.recent', { days: DAYS }), value: format.number(letters) },
        {
          label: t('carriers.cost'),
          value: COST_FEN[carrier] === 0 ? t('carriers.free') : format.money(COST_FEN[carrier]),
        },
        { label: t('carriers.rules'), value: t(`carriers.rule.${carrier}`) },
        {
          label: t('carriers.letters'),
          value: (
            <Link to={paths.letters()} search={{ carrier }}>
              {t('carriers.see')}
            </Link>
          ),
        },
      ]}
    />
  )
}
