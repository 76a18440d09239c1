import type { LetterCarrier } from '../model/carrier.ts'
import type { Adapter } from './adapter.ts'
import { email } from './email.ts'
import { officialAccount } from './official-account.ts'
import { sms } from './sms.ts'
import { wecomMessage } from './wecom-message.ts'

/** Every carrier there is, once. */
export const adapters: Readonly<Record<LetterCarrier, Adapter>> = {
  wecom_message: wecomMessage,
  official_account: officialAccount,
  sms,
  email,
}
