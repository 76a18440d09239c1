import { Page } from '../../ui/Page.tsx'

export function NewContentPage() {
  return <Page title="NewContentPage" />
}
