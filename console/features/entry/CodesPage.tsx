import { Page } from '../../ui/Page.tsx'

export function CodesPage() {
  return <Page title="CodesPage" />
}
