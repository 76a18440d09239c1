#!/usr/bin/env node
// `siyu …`: the command line of an installation. `siyu help` lists what it can do.
import { becomeNode24 } from './lib/become.mjs'
import { ensureInstalled } from './lib/ensure.mjs'
import { at } from './lib/paths.mjs'
import { tell } from './lib/say.mjs'

await tell(async () => {
  await ensureInstalled()
  await becomeNode24([at('server', 'cli.ts'), ...process.argv.slice(2)])
})
