import { Page } from '../../ui/Page.tsx'

export function IdentityPage() {
  return <Page title="IdentityPage" />
}
