import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository, wherever it was cloned to. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Node 24 as the npm package `node` brings it: everything but installing runs on it. */
export const NODE = join(ROOT, 'node_modules', 'node', 'bin', 'node')

/** @param {string[]} parts */
export const at = (...parts) => join(ROOT, ...parts)
