import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { countMissing, isInstalled, lacksOnlyOptional, stamp } from './installed.mjs'
import { explain, runNpm } from './npm.mjs'
import { NODE, ROOT } from './paths.mjs'
import { Plain, say } from './say.mjs'

const OLDEST_NODE = 18
const NEEDED_GB = 3

/**
 * Makes sure that what package-lock.json asks for is installed; at once when it is. Runs on any
 * Node from 18 on, without a dependency, because it is what brings the rest.
 * @returns {Promise<boolean>} whether something was installed
 */
export async function ensureInstalled() {
  const host = Number(process.versions.node.split('.')[0])
  if (host < OLDEST_NODE) {
    throw new Plain(
      `需要 Node ${OLDEST_NODE} 或更高版本 · This Node is ${process.versions.node}; Siyu needs ${OLDEST_NODE} or newer to begin with.`,
    )
  }
  if (isInstalled(ROOT)) return false
  checkDisk()
  say('   安装依赖 · Installing dependencies (the first time this takes a few minutes)')
  const { code, output, seconds } = await install()
  if (code !== 0) throw new Plain(explain({ code, output, seconds }))
  checkNode()
  stamp(ROOT)
  say(`   依赖已安装 · Dependencies installed in ${seconds} s`)
  return true
}

/** Exactly what the lockfile says; without one, what package.json allows. */
async function install() {
  const file = join(ROOT, 'package-lock.json')
  if (!existsSync(file)) return runNpm({ root: ROOT, args: ['install'], expected: 0 })
  const lock = JSON.parse(readFileSync(file, 'utf8'))
  const expected = countMissing(lock, {})
  const clean = await runNpm({ root: ROOT, args: ['ci'], expected })
  if (clean.code === 0 || !lacksOnlyOptional(clean.output, lock)) return clean
  return runNpm({ root: ROOT, args: ['install', '--no-save'], expected })
}

function checkDisk() {
  const { bavail, bsize } = statfsSync(ROOT)
  const freeGb = (Number(bavail) * Number(bsize)) / 1e9
  if (freeGb >= NEEDED_GB) return
  throw new Plain(
    `磁盘空间不足 · Only ${freeGb.toFixed(1)} GB are free on this disk; installing needs ${NEEDED_GB} GB.`,
  )
}

/** The package `node` downloads its binary in an install script, which npm may have been told to skip. */
function checkNode() {
  if (spawnSync(NODE, ['--version']).status === 0) return
  throw new Plain(
    'Node 24 没有装好 · The package `node` did not bring its binary. If npm is set to skip install scripts, run `npm rebuild` with `--ignore-scripts=false`, then the same command again.',
  )
}
