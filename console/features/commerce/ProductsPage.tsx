import { Page } from '../../ui/Page.tsx'

export function ProductsPage() {
  return <Page title="ProductsPage" />
}
