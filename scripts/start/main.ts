import { spawn } from 'node:child_process'
import { becomeNode24, relaySignals } from '../lib/become.mjs'
import { at, NODE } from '../lib/paths.mjs'
import { say, tell } from '../lib/say.mjs'
import { buildWhatChanged } from '../build/build.ts'

const DEV_SERVER_PORT = 5173
const SERVER_PORT = 8080

/** What follows `--port`, for the dev server must know where to send what it does not serve. */
function portIn(args: readonly string[]): number {
  const index = args.findIndex((arg) => arg === '--port' || arg.startsWith('--port='))
  const text = args[index]?.includes('=') ? args[index].split('=')[1] : args[index + 1]
  return index < 0 ? Number(process.env.SIYU_PORT ?? SERVER_PORT) : Number(text)
}

/** The server restarts when its sources change; Vite serves the console and keeps the pages built. */
async function develop(args: readonly string[]): Promise<void> {
  say('2/3 开发模式，界面随改随建 · Development: Vite serves the console and watches the pages')
  say('3/3 启动 · Starting')
  const server = spawn(NODE, ['--watch', at('server', 'cli.ts'), 'start', ...args], {
    stdio: 'inherit',
  })
  const vite = spawn(
    NODE,
    [at('node_modules', 'vite', 'bin', 'vite.js'), at('console'), '--port', `${DEV_SERVER_PORT}`],
    {
      stdio: 'inherit',
      env: { ...process.env, SIYU_URL: `http://127.0.0.1:${portIn(args)}` },
    },
  )
  // Consumers' pages are built again on every change; the server reads what was built last.
  const pages = spawn(
    NODE,
    [
      at('node_modules', 'vite', 'bin', 'vite.js'),
      ...['build', at('pages'), '--watch', '--logLevel', 'warn'],
    ],
    { stdio: 'inherit' },
  )
  const children = [server, vite, pages]
  for (const child of children) relaySignals(child)
  const code = await new Promise<number>((resolve) => {
    for (const child of children) child.on('exit', (exitCode) => resolve(exitCode ?? 1))
  })
  for (const child of children) child.kill('SIGTERM')
  process.exitCode = code
}

await tell(async () => {
  const args = process.argv.slice(2)
  const rest = args.filter((arg) => arg !== '--dev')
  if (rest.length < args.length) return develop(rest)
  say('2/3 构建界面 · Console and pages')
  buildWhatChanged()
  say('3/3 启动 · Starting')
  await becomeNode24([at('server', 'cli.ts'), 'start', ...rest])
})
