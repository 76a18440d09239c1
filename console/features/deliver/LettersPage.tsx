import { Page } from '../../ui/Page.tsx'

export function LettersPage() {
  return <Page title="LettersPage" />
}
