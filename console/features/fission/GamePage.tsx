import { Page } from '../../ui/Page.tsx'

export function GamePage() {
  return <Page title="GamePage" />
}
