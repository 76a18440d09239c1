#!/usr/bin/env node
// Runs a TypeScript file on Node 24, after installing what is missing: node scripts/run.mjs FILE …
import { becomeNode24 } from './lib/become.mjs'
import { ensureInstalled } from './lib/ensure.mjs'
import { Plain, tell } from './lib/say.mjs'

await tell(async () => {
  const [file, ...args] = process.argv.slice(2)
  if (!file) throw new Plain('Which file? node scripts/run.mjs FILE …', 64)
  await ensureInstalled()
  await becomeNode24([file, ...args])
})
