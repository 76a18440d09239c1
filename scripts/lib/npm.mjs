import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { progress } from './progress.mjs'

const LAST_LINES = 12

/** What npm's output means, in the order of how sure the sign is. */
const CAUSES = [
  {
    sign: /EUSAGE/,
    says: 'package-lock.json 与 package.json 不一致 · package-lock.json does not agree with package.json. Run `npm install` and commit the result.',
  },
  {
    sign: /ENOSPC/,
    says: '磁盘空间不足 · The disk is full. Free at least 3 GB and run the same command again.',
  },
  {
    sign: /EINTEGRITY/,
    says: '下载的包已损坏 · A download was damaged. Run `npm cache verify`, then the same command again.',
  },
  {
    sign: /EACCES|EPERM|EROFS/,
    says: '没有写入权限 · This folder cannot be written to by you. Take ownership of it (chown) or clone it elsewhere.',
  },
  {
    sign: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|network/i,
    says: '连不上 npm 仓库 · The npm registry cannot be reached. Check the network or the proxy, or set a mirror with `npm config set registry URL`.',
  },
  {
    sign: /E404|ETARGET|notarget/,
    says: 'npm 仓库中没有所需的包 · The registry does not have a package we need; a mirror may lag behind. Check `npm config get registry`.',
  },
]

/** @param {string} output what npm printed */
export const causeOf = (output) => CAUSES.find(({ sign }) => sign.test(output))?.says

/** npm of the Node that runs us, or the one on the PATH. */
function npmCommand() {
  const own = process.env.npm_execpath
  if (own && /npm-cli\.c?js$/.test(own) && existsSync(own)) {
    return { command: process.execPath, before: [own] }
  }
  return { command: 'npm', before: [] }
}

/**
 * @typedef {{ code: number | null, output: string, seconds: number }} NpmRun
 */

/**
 * Runs npm and counts what arrives, for npm itself is silent for minutes.
 * @param {{ root: string, args: string[], expected: number }} options
 * @returns {Promise<NpmRun>}
 */
export async function runNpm({ root, args, expected }) {
  const { command, before } = npmCommand()
  const flags = ['--loglevel=http', '--no-audit', '--no-fund', '--include=dev']
  const child = spawn(command, [...before, ...args, ...flags], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let fetched = 0
  const line = progress(
    (s) => `   … ${Math.min(fetched, expected)}/${expected} 个包 packages, ${s} s`,
  )
  const hear = (/** @type {Buffer} */ chunk) => {
    const text = chunk.toString()
    fetched += text.match(/http (fetch|cache) (GET 200 )?\S+\.tgz/g)?.length ?? 0
    output = (output + text).slice(-200_000)
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      output += String(error)
      resolve(127)
    })
    child.on('close', resolve)
  })
  return { code, output, seconds: line.end() }
}

/**
 * What npm could not do, in a sentence, with the last of what it said.
 * @param {NpmRun} run
 */
export function explain({ code, output }) {
  if (code === 127) return '找不到 npm · npm is not installed. On Debian: apt-get install npm'
  const lines = output.split('\n').filter((text) => text.trim() && !/npm http/.test(text))
  const because = causeOf(lines.join('\n')) ?? `npm 失败 · npm ended with code ${code ?? 'none'}.`
  return `${because}\n  ${lines.slice(-LAST_LINES).join('\n  ')}`
}
