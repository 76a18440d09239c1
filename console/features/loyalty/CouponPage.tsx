import { Page } from '../../ui/Page.tsx'

export function CouponPage() {
  return <Page title="CouponPage" />
}
