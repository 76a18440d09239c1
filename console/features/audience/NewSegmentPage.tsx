import { Page } from '../../ui/Page.tsx'

export function NewSegmentPage() {
  return <Page title="NewSegmentPage" />
}
