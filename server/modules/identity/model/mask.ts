import { unreachable } from '#kernel/assert.ts'

/** Enough to recognise one's own customer by, too little to call a stranger. */
export function mask(kind: 'phone' | 'email', value: string): string {
  switch (kind) {
    case 'phone':
      return value.length < 8 ? '****' : `${value.slice(0, -8)}****${value.slice(-4)}`
    case 'email': {
      const [user = '', domain = ''] = value.split('@')
      return `${user.slice(0, 1)}***@${domain}`
    }
    default:
      return unreachable(kind)
  }
}
