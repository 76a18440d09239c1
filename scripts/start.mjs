#!/usr/bin/env node
// `npm start [-- --port N …]`: installs what is missing, builds what changed, starts everything.
import { becomeNode24 } from './lib/become.mjs'
import { ensureInstalled } from './lib/ensure.mjs'
import { at } from './lib/paths.mjs'
import { say, tell } from './lib/say.mjs'

await tell(async () => {
  say('私域 Siyu')
  say('1/3 检查依赖 · Dependencies')
  await ensureInstalled()
  await becomeNode24([at('scripts', 'start', 'main.ts'), ...process.argv.slice(2)])
})
