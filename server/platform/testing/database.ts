import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { inject } from 'vitest'
import { openDatabase } from '../db/db.ts'
import type { Database } from '../db/db.ts'

/** A database of this test file's own, cloned from the migrated template in milliseconds. */
export async function testDatabase(): Promise<Database> {
  const template = new URL(inject('postgresUrl'))
  const name = `t_${randomBytes(6).toString('hex')}`
  const admin = async (statement: string) => {
    const client = new pg.Client(new URL('/postgres', template).href)
    await client.connect()
    try {
      await client.query(statement)
    } finally {
      await client.end()
    }
  }
  // Cloning wants the template idle; test files starting together take turns.
  for (let attempt = 0; ; attempt++) {
    try {
      await admin(`create database ${name} template siyu`)
      break
    } catch (error) {
      if (attempt > 50) throw error
      await sleep(100)
    }
  }
  const database = openDatabase(new URL(`/${name}`, template).href, 10)
  return {
    ...database,
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]()
      await admin(`drop database if exists ${name} with (force)`)
    },
  }
}
