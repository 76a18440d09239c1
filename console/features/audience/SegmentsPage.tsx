import { Page } from '../../ui/Page.tsx'

export function SegmentsPage() {
  return <Page title="SegmentsPage" />
}
