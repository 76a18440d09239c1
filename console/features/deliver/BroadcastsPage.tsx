import { Page } from '../../ui/Page.tsx'

export function BroadcastsPage() {
  return <Page title="BroadcastsPage" />
}
