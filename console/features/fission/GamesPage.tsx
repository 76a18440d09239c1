import { Page } from '../../ui/Page.tsx'

export function GamesPage() {
  return <Page title="GamesPage" />
}
