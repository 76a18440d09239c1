import { Page } from '../../ui/Page.tsx'

export function DeadLettersPage() {
  return <Page title="DeadLettersPage" />
}
