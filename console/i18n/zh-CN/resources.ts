import { governance } from './governance.ts'
import { kit } from './kit.ts'
import { nav } from './nav.ts'
import { shell } from './shell.ts'

/** Every namespace, by name: a feature adds its file here and in the English twin. */
export const resources = { shell, nav, kit, governance }
