import { posix } from 'node:path'

/** Where an import leads: a file of ours, from the root, or a package. */
export type Target = { kind: 'file'; path: string } | { kind: 'package'; name: string }

/** The `imports` of package.json: `#modules/x.ts` is `server/modules/x.ts`. */
export type Aliases = Readonly<Record<string, string>>

export function resolveImport(from: string, specifier: string, aliases: Aliases): Target {
  if (specifier.startsWith('.')) {
    return { kind: 'file', path: posix.join(posix.dirname(from), withoutQuery(specifier)) }
  }
  for (const [alias, folder] of Object.entries(aliases)) {
    const prefix = alias.slice(0, -1)
    if (!specifier.startsWith(prefix)) continue
    const rest = withoutQuery(specifier.slice(prefix.length))
    return { kind: 'file', path: posix.join(folder.slice(0, -1), rest) }
  }
  const parts = specifier.split('/')
  const name = specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier)
  return { kind: 'package', name }
}

/** Vite lets an import say how it wants the file: `./style.css?inline`. */
const withoutQuery = (specifier: string): string => specifier.replace(/\?.*$/, '')
