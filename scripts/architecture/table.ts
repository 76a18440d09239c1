/**
 * The shape of the house, once, as data. The checker, its tests and the module map are derived
 * from it; changing the shape means changing this file, in a commit that says why.
 */

/** In the order data flows: a module may lean on earlier ones only. */
export { MODULES } from '../../kernel/route.ts'

/** What a module shows to later ones (and, where the area says so, to the browser). */
export const MODULE_SURFACE = ['contract.ts', 'model/**', 'service.ts', 'service/*.ts']

/** What a module announces; readable by all, in either direction. */
export const FACTS = 'facts.ts'

/** Modules whose SQL may read every schema. None may write another's. */
export const READS_ALL: readonly string[] = ['insight']

export interface Area {
  /** The folder; the first area in the list that holds a file is the one it belongs to. */
  folder: string
  /** Files of ours it may import, as globs from the root. Its own folder is always allowed. */
  imports: readonly string[]
  /** Files of which it may import types, and nothing that exists at run time. */
  types: readonly string[]
  /** npm packages and Node's own modules it may import. */
  packages: 'any' | readonly string[]
  /** Time, randomness and configuration are arguments here (law 12). */
  pure: boolean
  because: string
}

const BROWSER_SURFACE = ['kernel/**', 'server/contract.ts', 'server/modules/*/contract.ts']

export const AREAS: readonly Area[] = [
  {
    folder: 'kernel',
    imports: [],
    types: [],
    packages: ['zod', '@orpc/contract'],
    pure: true,
    because: 'the kernel is what every runtime agrees on',
  },
  {
    folder: 'server/platform',
    imports: ['kernel/**'],
    types: [],
    packages: 'any',
    pure: false,
    because: 'the platform offers capabilities and knows no module',
  },
  {
    folder: 'server/modules',
    imports: ['kernel/**', 'server/platform/**', 'wechat/**'],
    types: [],
    packages: 'any',
    pure: true,
    because: 'a module stands on kernel, platform, the WeChat clients and earlier modules',
  },
  {
    folder: 'server',
    imports: ['kernel/**', 'wechat/**', 'world/**'],
    types: [],
    packages: 'any',
    pure: false,
    because: 'the composition root puts everything together, except what runs in a browser',
  },
  {
    folder: 'console',
    imports: [...BROWSER_SURFACE, 'server/modules/*/model/**'],
    types: [],
    packages: 'any',
    pure: false,
    because: 'the console is a client: it sees contracts and pure models, never the server inside',
  },
  {
    folder: 'pages',
    imports: [...BROWSER_SURFACE, 'sdk/**'],
    // The form of what its address answers; erased when it is built, so it weighs nothing.
    types: ['server/modules/*/model/**'],
    packages: ['preact', 'vite', 'vitest', 'node:url'],
    pure: false,
    because: 'a consumer page is a small client: it sees contracts, and of models the types',
  },
  {
    folder: 'sdk',
    imports: ['kernel/**'],
    types: ['server/modules/*/contract.ts', 'server/modules/*/model/**'],
    packages: [],
    pure: false,
    because: 'an SDK ships without dependencies and without a line of the server',
  },
  {
    folder: 'wechat',
    imports: ['kernel/**'],
    types: [],
    packages: 'any',
    pure: true,
    because: 'the WeChat clients know WeChat, not Siyu',
  },
  {
    folder: 'world',
    imports: ['kernel/**', 'wechat/crypto.ts', 'wechat/crypto/**'],
    types: [],
    packages: 'any',
    pure: false,
    because: 'the world is the other side of the wire: it shares the crypto and nothing else',
  },
]

/** Tests may start the whole server, use any package, and stand on both sides of the wire. */
export const TESTS_ALSO_IMPORT = [
  'server/*.ts',
  'server/platform/**',
  'server/modules/*/testing.ts',
  'server/modules/*/testing/**',
  'scripts/**',
  'wechat/**',
  'world/**',
  'sdk/**',
  'kernel/**',
]

export interface Exception {
  file: string
  rule: string
  /** Why this one may, and what would make the exception unnecessary. */
  because: string
}

/** One that no longer excuses anything is itself reported. */
export const EXCEPTIONS: readonly Exception[] = []
