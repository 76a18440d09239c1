import { Page } from '../../ui/Page.tsx'

export function OrderPage() {
  return <Page title="OrderPage" />
}
