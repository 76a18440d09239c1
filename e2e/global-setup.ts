import { firstWorkspace, installation } from '../server/testing/process.ts'

/**
 * One real installation for all end-to-end tests, as empty as after `siyu admin create`. Tests find it
 * by `SIYU_E2E_URL` and send events with `SIYU_E2E_WRITE_KEY`.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const real = await installation()
  await real.start()
  const keys = await firstWorkspace(real.url)
  process.env.SIYU_E2E_URL = real.url
  process.env.SIYU_E2E_WRITE_KEY = keys.write
  process.env.SIYU_E2E_API_KEY = keys.api
  return async () => {
    await real[Symbol.asyncDispose]()
  }
}
