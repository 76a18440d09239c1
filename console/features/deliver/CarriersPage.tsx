import { Page } from '../../ui/Page.tsx'

export function CarriersPage() {
  return <Page title="CarriersPage" />
}
