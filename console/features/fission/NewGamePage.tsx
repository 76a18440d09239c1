import { Page } from '../../ui/Page.tsx'

export function NewGamePage() {
  return <Page title="NewGamePage" />
}
