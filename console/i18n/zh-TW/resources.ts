import type { resources as simplified } from '../zh-CN/resources.ts'
import type { Shape } from '../shape.ts'
import { audience } from './audience.ts'
import { collect } from './collect.ts'
import { commerce } from './commerce.ts'
import { community } from './community.ts'
import { content } from './content.ts'
import { deliver } from './deliver.ts'
import { duty } from './duty.ts'
import { entry } from './entry.ts'
import { files } from './files.ts'
import { fission } from './fission.ts'
import { journey } from './journey.ts'
import { loyalty } from './loyalty.ts'
import { governance } from './governance.ts'
import { groupCode } from './group-code.ts'
import { identity } from './identity.ts'
import { insight } from './insight.ts'
import { kit } from './kit.ts'
import { naming } from './naming.ts'
import { nav } from './nav.ts'
import { profile } from './profile.ts'
import { shell } from './shell.ts'
import { webhook } from './webhook.ts'

export const resources: Shape<typeof simplified> = {
  shell,
  naming,
  webhook,
  nav,
  kit,
  governance,
  audience,
  collect,
  groupCode,
  identity,
  insight,
  profile,
  commerce,
  community,
  content,
  deliver,
  duty,
  entry,
  files,
  fission,
  journey,
  loyalty,
}
