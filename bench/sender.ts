import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

interface Load {
  url: string
  key: string
  batches: number
  /** the first batch's number: other batches are other events */
  offset: number
  /** batches a second; without it as fast as they are answered */
  perSecond?: number
}

/** A sender in a process of its own, ready: what it answers sends, and ends when all was answered. */
export async function loaded({ url, key, batches, offset, perSecond = 0 }: Load) {
  const args = [url, key, ...[batches, offset, perSecond].map(String)]
  const child = fork(join(import.meta.dirname, 'load.ts'), args)
  await once(child, 'message')
  return async () => {
    child.send('go')
    const [code] = (await once(child, 'exit')) as [number | null]
    if (code !== 0) throw new Error(`load: exit ${code}`)
  }
}
