import type { Secrets } from '#platform/secrets.ts'
import type { Carrier } from '../model/carrier.ts'

/** Same address, same carrier, same index; the address cannot be computed back from it. */
export const blindOf = (secrets: Secrets, carrier: Carrier, address: string): string =>
  secrets.blind(`deliver.${carrier}`, address)
