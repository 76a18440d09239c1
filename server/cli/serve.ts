import { createServer } from 'node:net'
import { ownerExists } from '#modules/governance/service/owners.ts'
import { realClock } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import { freePort } from '#platform/db/embedded.ts'
import { NO_WORKSPACE } from '#platform/http/api.ts'
import { startServer } from '../main.ts'
import type { Server, StartOptions } from '../main.ts'
import type { Command } from './command.ts'
import { parseFlags } from './flags.ts'
import { tell } from './plain.ts'
import { writeRunFile } from './run-file.ts'
import { ROLE_FLAGS, SERVER_FLAGS, settings } from './settings.ts'
import { untilStopped } from './stop.ts'

const usage = { command: 'siyu serve', flags: { ...ROLE_FLAGS, ...SERVER_FLAGS } } as const

export const serve: Command = {
  summary: 'run an installation, until Ctrl-C',
  usage,
  async run(argv) {
    const config = settings(parseFlags(argv, usage))
    const stopped = untilStopped()
    const server = await serveOn(config, { say: (step) => tell(`  ${step} …`) })
    tell(server.url ? `Siyu listens on ${server.url}` : 'Siyu works in the background')
    if (!(await ownerExists(server.rt.ctx(NO_WORKSPACE))))
      tell(
        'Nobody can sign in yet. Make the first admin:',
        '  npm run siyu -- admin create --email you@example.com --name You --password-stdin',
      )
    await stopped
    tell('Stopping: no new calls, finishing what is under way …')
    await server[Symbol.asyncDispose]()
    tell('Stopped.')
  },
}

/** Starts the server and leaves word of it for the commands beside it. */
export async function serveOn(config: Config, options: StartOptions): Promise<Server> {
  const stack = new AsyncDisposableStack()
  const chosen = config.port === 0 ? { ...config, port: await freePort() } : config
  if (config.role !== 'worker') await portIsFree(chosen)
  const server = stack.use(await startServer(chosen, options))
  stack.use(
    writeRunFile(config.dataDir, {
      pid: process.pid,
      url: server.url ?? null,
      postgresUrl: server.rt.database.url,
      startedAt: realClock.now().toISOString(),
    }),
  )
  return { rt: server.rt, url: server.url, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

/** Asked before the engines start, so that the answer comes at once. Throws EADDRINUSE. */
function portIsFree({ host, port }: Config): Promise<void> {
  return new Promise((free, fail) => {
    const probe = createServer()
    probe.once('error', fail)
    probe.listen(port, host, () => probe.close(() => free()))
  })
}
