import { Page } from '../../ui/Page.tsx'

export function WorkspacePage() {
  return <Page title="WorkspacePage" />
}
