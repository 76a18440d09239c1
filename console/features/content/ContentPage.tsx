import { Page } from '../../ui/Page.tsx'

export function ContentPage() {
  return <Page title="ContentPage" />
}
