import { spawn, spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { progress } from './progress.mjs'
import { say } from './say.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const PACKAGES = ['chromium', 'fonts-noto-cjk']

/** Fit for a container without a GPU, and silent: it talks to our server and nobody else. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * @param {string} file
 * @returns {boolean}
 */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    // Swallowed because "no" is the answer.
    return false
  }
}

/**
 * The browser this machine has: CHROMIUM_PATH, or the first known name on the PATH.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined}
 */
export function findChromium(env = process.env) {
  if (env.CHROMIUM_PATH) return isExecutable(env.CHROMIUM_PATH) ? env.CHROMIUM_PATH : undefined
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean)
  for (const name of NAMES) {
    const folder = folders.find((path) => isExecutable(join(path, name)))
    if (folder) return join(folder, name)
  }
  return undefined
}

const runs = (/** @type {string} */ command, /** @type {string[]} */ args) =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0

/** How to become root without asking anybody: nothing, sudo, or no way. */
function asRoot() {
  if (process.getuid?.() === 0) return []
  return runs('sudo', ['-n', 'true']) ? ['sudo', '-n'] : undefined
}

/**
 * Finds a Chromium, or installs Debian's package where that is allowed.
 * @returns {Promise<{ kind: 'found', path: string } | { kind: 'missing', because: string }>}
 */
export async function ensureChromium() {
  const found = findChromium()
  if (found) return { kind: 'found', path: found }
  if (process.env.CHROMIUM_PATH) {
    return missing(`CHROMIUM_PATH=${process.env.CHROMIUM_PATH} cannot be executed`)
  }
  const before = asRoot()
  if (!existsSync('/usr/bin/apt-get')) return missing('there is no Chromium and no apt-get here')
  if (!before) return missing('there is no Chromium, and installing one needs root')
  say(`   安装浏览器 · Installing Debian's ${PACKAGES.join(' and ')}`)
  const line = progress((s) => `   … apt-get, ${s} s`)
  const failure = (await apt(before, ['update'])) ?? (await apt(before, ['install', ...PACKAGES]))
  line.end()
  const installed = findChromium()
  return installed ? { kind: 'found', path: installed } : missing(failure ?? 'apt-get brought none')
}

/**
 * @param {string[]} before
 * @param {string[]} args
 * @returns {Promise<string | undefined>} why it failed
 */
function apt(before, args) {
  const quiet = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-y', '-q']
  const [command = 'env', ...rest] = [...before, ...quiet, '-o', 'DPkg::Lock::Timeout=120', ...args]
  const child = spawn(command, rest, { stdio: ['ignore', 'ignore', 'pipe'] })
  let stderr = ''
  child.stderr.on('data', (chunk) => (stderr += chunk))
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(String(error)))
    child.on('close', (code) =>
      resolve(code === 0 ? undefined : `apt-get ${args[0]}: ${stderr.trim().split('\n').at(-1)}`),
    )
  })
}

const missing = (/** @type {string} */ why) => ({
  kind: /** @type {const} */ ('missing'),
  because: `${why}. Run \`apt-get install ${PACKAGES.join(' ')}\` as root, or set CHROMIUM_PATH`,
})
