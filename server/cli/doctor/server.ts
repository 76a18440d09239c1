import { z } from 'zod'
import type { Config } from '#platform/config.ts'
import type { RunFile } from '../run-file.ts'
import { bad, ok, warn, wordsOf } from './finding.ts'
import type { Finding } from './finding.ts'

const TIMEOUT_MS = 5_000
const store = z.object({ status: z.string(), kind: z.string() })
const report = z.object({
  status: z.string(),
  version: z.string(),
  stores: z.object({ postgres: store, clickhouse: store }),
})

/** Does the server answer here, and at the address people use? */
export async function* serverChecks(
  config: Config,
  running: RunFile | undefined,
): AsyncGenerator<Finding> {
  if (!running) {
    yield warn('server', 'is not running on this data directory', 'siyu serve')
    return
  }
  if (running.url) {
    yield await healthAt('server', running.url, 'look at its log')
    // Embedded, it is open in the server alone: only that one can say how it is.
    if (!config.clickhouseUrl) yield await clickhouseIn(running.url)
  }
  if (!config.publicUrl)
    yield warn(
      'public address',
      'SIYU_PUBLIC_URL is not set',
      'set it to how people and WeChat reach this server; links and QR codes are made with it',
    )
  else
    yield await healthAt(
      'public address',
      config.publicUrl,
      'do the domain and the proxy lead here?',
    )
}

async function clickhouseIn(url: string): Promise<Finding> {
  try {
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(TIMEOUT_MS) })
    const { status, kind } = report.parse(await response.json()).stores.clickhouse
    return status === 'ok'
      ? ok('ClickHouse', `${kind}, answers in the server`)
      : bad('ClickHouse', `${kind}, ${status} in the server`, 'look at the log of the server')
  } catch (error) {
    return bad('ClickHouse', `the server does not say (${wordsOf(error)})`, 'look at its log')
  }
}

async function healthAt(what: string, url: string, mend: string): Promise<Finding> {
  try {
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(TIMEOUT_MS) })
    const { status, version, stores } = report.parse(await response.json())
    return status === 'ok'
      ? ok(what, `${url} is well (Siyu ${version})`)
      : bad(what, `${url} is ${status}: ${JSON.stringify(stores)}`, mend)
  } catch (error) {
    return bad(what, `${url} does not answer as Siyu (${wordsOf(error)})`, mend)
  }
}
