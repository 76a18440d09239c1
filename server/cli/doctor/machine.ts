import { mkdirSync, statfsSync } from 'node:fs'
import { totalmem } from 'node:os'
import type { Config } from '#platform/config.ts'
import { bad, ok, warn } from './finding.ts'
import type { Finding } from './finding.ts'

const NODE_AT_LEAST = 24
const GB = 1_000_000_000
const DISK_BAD_GB = 1
const DISK_LOW_GB = 5
const MEMORY_LOW_GB = 1.5

/** Node, memory, room on the disk. */
export function* machineChecks(config: Config): Generator<Finding> {
  const major = Number(process.versions.node.split('.')[0])
  yield major >= NODE_AT_LEAST
    ? ok('Node', process.version)
    : bad(
        'Node',
        `${process.version} is too old`,
        'run siyu through npm, which brings its own Node',
      )
  const memoryGb = totalmem() / GB
  yield memoryGb >= MEMORY_LOW_GB
    ? ok('memory', `${memoryGb.toFixed(1)} GB`)
    : warn(
        'memory',
        `only ${memoryGb.toFixed(1)} GB`,
        'use a PostgreSQL or ClickHouse elsewhere, or a larger machine',
      )
  yield disk(config.dataDir)
}

function disk(dataDir: string): Finding {
  mkdirSync(dataDir, { recursive: true })
  const { bavail, bsize } = statfsSync(dataDir)
  const freeGb = (bavail * bsize) / GB
  const says = `${freeGb.toFixed(1)} GB free for ${dataDir}`
  if (freeGb < DISK_BAD_GB) return bad('disk', says, 'free some space: writes are about to fail')
  if (freeGb < DISK_LOW_GB) return warn('disk', says, 'free some space soon')
  return ok('disk', says)
}
