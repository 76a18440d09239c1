import { Page } from '../../ui/Page.tsx'

export function FunnelPage() {
  return <Page title="FunnelPage" />
}
