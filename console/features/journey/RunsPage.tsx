import { Page } from '../../ui/Page.tsx'

export function RunsPage() {
  return <Page title="RunsPage" />
}
