import { Page } from '../../ui/Page.tsx'

export function JourneysPage() {
  return <Page title="JourneysPage" />
}
