import { Page } from '../../ui/Page.tsx'

export function SegmentPage() {
  return <Page title="SegmentPage" />
}
