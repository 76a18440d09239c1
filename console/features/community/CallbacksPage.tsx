import { Page } from '../../ui/Page.tsx'

export function CallbacksPage() {
  return <Page title="CallbacksPage" />
}
