import { Page } from '../../ui/Page.tsx'

export function TagsPage() {
  return <Page title="TagsPage" />
}
