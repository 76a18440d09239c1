import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The part of package-lock.json, and of the copy npm keeps of what it installed, that is compared.
 * @typedef {{ packages?: Record<string, { version?: string, optional?: boolean, optionalDependencies?: Record<string, string> }> }} Lock
 */

const STAMP = join('node_modules', '.siyu-installed')

/** @param {string} root */
function lockHash(root) {
  const file = join(root, 'package-lock.json')
  const lock = readFileSync(existsSync(file) ? file : join(root, 'package.json'))
  return createHash('sha256').update(lock).digest('hex')
}

/**
 * How many packages the lockfile asks for that are not there in that version. Optional ones are for
 * other platforms and do not count.
 * @param {Lock} wanted
 * @param {Lock} present
 */
export function countMissing(wanted, present) {
  let missing = 0
  for (const [path, { version, optional }] of Object.entries(wanted.packages ?? {})) {
    if (path === '' || optional) continue
    if (present.packages?.[path]?.version !== version) missing += 1
  }
  return missing
}

/**
 * A mirror may not carry the packages meant for other platforms, and a lockfile written against it
 * lacks them: `npm ci` refuses such a lockfile although nothing that is needed here is missing.
 * @param {string} output what `npm ci` printed
 * @param {Lock} lock
 */
export function lacksOnlyOptional(output, lock) {
  if (!/EUSAGE/.test(output) || /Invalid: /.test(output)) return false
  const names = [...output.matchAll(/Missing: (@?[^@\s]+)@/g)].map((match) => match[1] ?? '')
  const optional = new Set(
    Object.values(lock.packages ?? {}).flatMap((it) => Object.keys(it.optionalDependencies ?? {})),
  )
  return names.length > 0 && names.every((name) => optional.has(name))
}

/**
 * True when node_modules is what the lockfile asks for: by our stamp, or, when somebody ran npm by
 * hand, by the copy of the lockfile that npm leaves there.
 * @param {string} root
 */
export function isInstalled(root) {
  const read = (/** @type {string} */ name) => readFileSync(join(root, name), 'utf8')
  if (!existsSync(join(root, 'node_modules', 'node', 'bin', 'node'))) return false
  if (existsSync(join(root, STAMP)) && read(STAMP) === lockHash(root)) return true
  const npmsCopy = join('node_modules', '.package-lock.json')
  if (!existsSync(join(root, npmsCopy)) || !existsSync(join(root, 'package-lock.json')))
    return false
  if (countMissing(JSON.parse(read('package-lock.json')), JSON.parse(read(npmsCopy))) > 0)
    return false
  stamp(root)
  return true
}

/** @param {string} root */
export function stamp(root) {
  try {
    writeFileSync(join(root, STAMP), lockHash(root))
  } catch {
    // Swallowed because a read-only installation works as well; it is compared again next time.
  }
}
