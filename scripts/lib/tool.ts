import { spawn, spawnSync } from 'node:child_process'
import { constants } from 'node:os'
import { at, NODE, ROOT } from './paths.mjs'

/** Runs a program of node_modules/.bin in the repository; true when it found nothing to say. */
export function runTool(name: string, args: readonly string[]): boolean {
  const { status } = spawnSync(at('node_modules', '.bin', name), args, {
    cwd: ROOT,
    stdio: 'inherit',
  })
  return status === 0
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Runs a JavaScript program on Node 24; resolves with its exit code, -1 when it was killed. Who
 * stops us stops it too, and nothing after it is begun.
 */
export function runNode(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  const child = spawn(NODE, args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  let stopped: (typeof SIGNALS)[number] | undefined
  const stop = (signal: NodeJS.Signals) => {
    stopped = SIGNALS.find((name) => name === signal)
    child.kill(signal)
  }
  for (const signal of SIGNALS) process.on(signal, stop)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => {
      if (stopped) process.exit(128 + constants.signals[stopped])
      for (const signal of SIGNALS) process.removeListener(signal, stop)
      resolve(code ?? -1)
    })
  })
}
