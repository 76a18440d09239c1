import { Page } from '../../ui/Page.tsx'

export function BudgetPage() {
  return <Page title="BudgetPage" />
}
