#!/usr/bin/env node
// `npm test [-- unit|pg|ch|contract|e2e|PATH …]`: everything that must hold, on the real engines.
import { becomeNode24 } from './lib/become.mjs'
import { ensureInstalled } from './lib/ensure.mjs'
import { at } from './lib/paths.mjs'
import { tell } from './lib/say.mjs'

await tell(async () => {
  await ensureInstalled()
  await becomeNode24([at('scripts', 'test', 'main.ts'), ...process.argv.slice(2)])
})
