import { useRef, useState } from 'react'
import type { Mapping } from '#modules/collect/model/mapping/mapping.ts'
import { api } from '../../../api/client.ts'
import { problemOf } from '../../../api/problem-of.ts'
import { refresh } from '../../../api/query-client.ts'
import { partsOf } from './parts.ts'
import type { Row } from './read-file.ts'

export interface Job {
  file: string
  keyId: string
  mapping: Mapping
  history: boolean
  rows: readonly Row[]
}

export interface RefusedRow {
  /** place in the file's rows, from 0 */
  at: number
  field: string
  reason: string
}

export interface Progress {
  state: 'running' | 'waiting' | 'paused' | 'done' | 'failed'
  done: number
  of: number
  accepted: number
  ignored: number
  refused: readonly RefusedRow[]
  error?: unknown
}

const WAIT_SECONDS = 3
/** So often it is tried again where the server is away or busy; then somebody decides. */
const TRIES = 40

const pause = (seconds: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, seconds * 1_000)
  })

/**
 * Sends a file part by part. What was sent is kept whatever happens next, and sending it again
 * counts nothing twice: so it can be paused, gone on with, and begun anew.
 */
export function useImport() {
  const [progress, setProgress] = useState<Progress>()
  const going = useRef(false)

  async function sendPart(input: Parameters<typeof api.collect.importRows>[0], now: Progress) {
    for (let tries = 1; ; tries++) {
      try {
        return await api.collect.importRows(input)
      } catch (error) {
        const { status, retryAfterSeconds } = problemOf(error)
        const mayPass = status === 0 || status === 502 || status === 503
        if (!mayPass || tries >= TRIES || !going.current) throw error
        setProgress({ ...now, state: 'waiting' })
        await pause(retryAfterSeconds ?? WAIT_SECONDS)
      }
    }
  }

  async function run({ rows, ...job }: Job, from?: Progress) {
    going.current = true
    const fresh = { done: 0, of: rows.length, accepted: 0, ignored: 0, refused: [] }
    let now: Progress = { ...(from ?? fresh), state: 'running' }
    setProgress(now)
    try {
      for (const [part, one] of partsOf(rows).entries()) {
        if (one.from < now.done) continue
        if (!going.current) {
          setProgress({ ...now, state: 'paused' })
          return
        }
        const told = await sendPart({ ...job, part, rows: one.rows }, now)
        const refused = told.refused.map(({ index, ...why }) => ({ at: one.from + index, ...why }))
        now = {
          ...{ state: 'running', of: rows.length, done: one.from + one.rows.length },
          ...{ accepted: now.accepted + told.accepted, ignored: now.ignored + told.ignored },
          refused: [...now.refused, ...refused],
        }
        setProgress(now)
      }
      setProgress({ ...now, state: 'done' })
    } catch (error) {
      setProgress({ ...now, state: 'failed', error })
    } finally {
      going.current = false
      await refresh('collect')
    }
  }

  return {
    progress,
    begin: (job: Job) => void run(job),
    goOn: (job: Job) => void run(job, progress),
    pause: () => {
      going.current = false
    },
    forget: () => setProgress(undefined),
  }
}
