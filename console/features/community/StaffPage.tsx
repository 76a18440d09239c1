import { Page } from '../../ui/Page.tsx'

export function StaffPage() {
  return <Page title="StaffPage" />
}
