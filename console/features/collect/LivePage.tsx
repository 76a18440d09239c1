import { Page } from '../../ui/Page.tsx'

export function LivePage() {
  return <Page title="LivePage" />
}
