import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { NODE } from './paths.mjs'

/**
 * Goes on as Node 24 with these arguments. Where the Node we run on can (22.15 and later), this
 * process turns into it, so signals, exit code and pid need no relaying; else it waits for a child.
 * @param {string[]} args
 * @returns {Promise<never>}
 */
export async function becomeNode24(args) {
  if (typeof process.execve === 'function') process.execve(NODE, [NODE, ...args], process.env)
  const child = spawn(NODE, args, { stdio: 'inherit' })
  relaySignals(child)
  return await new Promise((_, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      process.exit(code ?? 128 + (signal ? constants.signals[signal] : 1))
    })
  })
}

/**
 * A terminal sends Ctrl-C to the child as well, and a second one would look like impatience; so it
 * is passed on only where no terminal can have done so, and each signal only once.
 * @param {import('node:child_process').ChildProcess} child
 */
export function relaySignals(child) {
  process.on('SIGINT', () => {})
  if (!process.stdin.isTTY) process.once('SIGINT', () => child.kill('SIGINT'))
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {})
    process.once(signal, () => child.kill(signal))
  }
}
