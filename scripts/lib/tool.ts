import { spawn, spawnSync } from 'node:child_process'
import { at, NODE, ROOT } from './paths.mjs'

/** Runs a program of node_modules/.bin in the repository; true when it found nothing to say. */
export function runTool(name: string, args: readonly string[]): boolean {
  const { status } = spawnSync(at('node_modules', '.bin', name), args, {
    cwd: ROOT,
    stdio: 'inherit',
  })
  return status === 0
}

/** Runs a JavaScript program on Node 24; resolves with its exit code, -1 when it was killed. */
export function runNode(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  const child = spawn(NODE, args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  const stop = () => child.kill('SIGTERM')
  process.once('SIGTERM', stop)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => {
      process.removeListener('SIGTERM', stop)
      resolve(code ?? -1)
    })
  })
}
