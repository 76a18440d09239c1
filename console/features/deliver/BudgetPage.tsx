import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import { Loaded } from '../../ui/Loaded.tsx'
import { Page } from '../../ui/Page.tsx'
import { BudgetReport } from './BudgetReport.tsx'
import { PolicyForm } from './PolicyForm.tsx'

const DAYS = 14

/** Nobody is worn out: how much is said to one person at most, and what was held back for it. */
export function BudgetPage() {
  const { t } = useTranslation('deliver')
  const report = useQuery(orpc.deliver.budgetReport.queryOptions({ input: { days: DAYS } }))
  const policy = useQuery({
    ...orpc.deliver.budgetPolicy.queryOptions({ input: {} }),
    refetchOnWindowFocus: false,
  })
  return (
    <Page title={t('budget.title')} description={t('budget.description')} asOf={report.data?.asOf}>
      <Loaded query={report}>{(found) => <BudgetReport report={found} />}</Loaded>
      <Loaded query={policy}>
        {(found) => (
          <PolicyForm
            key={JSON.stringify(found.policy)}
            policy={found.policy}
            isDefault={found.isDefault}
          />
        )}
      </Loaded>
    </Page>
  )
}
