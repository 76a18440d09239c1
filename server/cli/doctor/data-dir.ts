import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { Config } from '#platform/config.ts'
import { dataDirHolder } from '#platform/data-dir-lock.ts'
import type { RunFile } from '../run-file.ts'
import { bad, ok, warn, wordsOf } from './finding.ts'
import type { Finding } from './finding.ts'

/** May this user write there, who holds it, is the secret safe, is the port free. */
export async function* dataDirChecks(
  config: Config,
  running: RunFile | undefined,
): AsyncGenerator<Finding> {
  yield writable(config.dataDir)
  const holder = dataDirHolder(config.dataDir)
  if (running) yield ok('data directory', `open in the server with pid ${running.pid}`)
  else if (holder === undefined) yield ok('data directory', 'no process holds it')
  else
    yield warn(
      'data directory',
      `held by pid ${holder}, which is starting or stopping`,
      'wait a moment and look again',
    )
  yield secret(config)
  if (!running) yield await port(config)
}

function writable(dataDir: string): Finding {
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
    return ok('rights', `this user may write to ${dataDir}`)
  } catch (error) {
    return bad('rights', wordsOf(error), `give this user the folder: chown -R $(id -un) ${dataDir}`)
  }
}

function secret(config: Config): Finding {
  if (config.secret) return ok('master secret', 'given by SIYU_SECRET')
  const path = join(config.dataDir, 'secret')
  if (!existsSync(path)) {
    return existsSync(join(config.dataDir, 'postgres'))
      ? bad(
          'master secret',
          `${path} is gone`,
          'bring it back from a backup: nothing sealed can be read without it',
        )
      : ok('master secret', 'will be made at the first start')
  }
  const others = statSync(path).mode & 0o077
  return others === 0
    ? ok('master secret', `${path}, readable by its owner alone; keep a copy elsewhere`)
    : bad('master secret', `others may read ${path}`, `chmod 600 ${path}`)
}

function port({ host, port: wanted }: Config): Promise<Finding> {
  return new Promise((found) => {
    const probe = createServer()
    probe.once('error', (error) =>
      found(
        bad(
          'port',
          `${host}:${wanted}: ${error.message}`,
          'stop what listens there, or choose another one with --port',
        ),
      ),
    )
    probe.listen(wanted, host, () =>
      probe.close(() => found(ok('port', `${host}:${wanted} is free`))),
    )
  })
}
