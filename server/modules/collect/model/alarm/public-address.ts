import { BlockList, isIP } from 'node:net'

/**
 * Addresses that are nobody else's: private, loopback, link-local, shared, documentation, multicast and
 * reserved ones (IANA special-purpose registries, RFC 6890), among them the clouds' metadata service.
 */
const OURS = new BlockList()
const V4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16'],
  ...['172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16'],
  ...['198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
]
/** Of IPv6 only global unicast is public, and of that not what carries an IPv4 address inside. */
const V6_PUBLIC = new BlockList()
V6_PUBLIC.addSubnet('2000::', 3, 'ipv6')
const V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

const subnetOf = (text: string): [string, number] => {
  const [net = '', bits = ''] = text.split('/')
  return [net, Number(bits)]
}
for (const text of V4) OURS.addSubnet(...subnetOf(text), 'ipv4')
for (const text of V6) OURS.addSubnet(...subnetOf(text), 'ipv6')

/** Whether a webhook may go to this address. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !OURS.check(address, 'ipv4')
    case 6:
      return V6_PUBLIC.check(address, 'ipv6') && !OURS.check(address, 'ipv6')
    default:
      return false
  }
}
