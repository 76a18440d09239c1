import { Page } from '../../ui/Page.tsx'

export function CodePage() {
  return <Page title="CodePage" />
}
