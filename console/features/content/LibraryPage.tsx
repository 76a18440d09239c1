import { Page } from '../../ui/Page.tsx'

export function LibraryPage() {
  return <Page title="LibraryPage" />
}
