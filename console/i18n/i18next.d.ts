import 'i18next'
import type { resources } from './zh-CN/resources.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'kit'
    resources: typeof resources
    returnNull: false
  }
}
