import { Page } from '../../ui/Page.tsx'

export function BroadcastPage() {
  return <Page title="BroadcastPage" />
}
