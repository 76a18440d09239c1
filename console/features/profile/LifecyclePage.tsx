import { Page } from '../../ui/Page.tsx'

export function LifecyclePage() {
  return <Page title="LifecyclePage" />
}
