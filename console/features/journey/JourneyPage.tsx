import { Page } from '../../ui/Page.tsx'

export function JourneyPage() {
  return <Page title="JourneyPage" />
}
