import type { resources as chinese } from '../zh-CN/resources.ts'
import type { Shape } from '../shape.ts'
import { governance } from './governance.ts'
import { kit } from './kit.ts'
import { nav } from './nav.ts'
import { shell } from './shell.ts'

export const resources: Shape<typeof chinese> = { shell, nav, kit, governance }
