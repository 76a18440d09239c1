import { Page } from '../../ui/Page.tsx'

export function NewBroadcastPage() {
  return <Page title="NewBroadcastPage" />
}
