import { Page } from '../../ui/Page.tsx'

export function CouponsPage() {
  return <Page title="CouponsPage" />
}
