import { Page } from '../../ui/Page.tsx'

export function EditSegmentPage() {
  return <Page title="EditSegmentPage" />
}
