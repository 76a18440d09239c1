import { Page } from '../../ui/Page.tsx'

export function EditContentPage() {
  return <Page title="EditContentPage" />
}
