/** The addresses of the console. Operators bookmark them: a change must be meant. */
export const patterns = {
  home: '/',
  login: '/login',
  status: '/settings/status',
  overview: '/overview',
  live: '/data/live',
  sources: '/data/sources',
  plan: '/data/plan',
  deadLetters: '/data/dead-letters',
  people: '/people',
  person: '/people/$id',
  segments: '/segments',
  newSegment: '/segments/new',
  segment: '/segments/$id',
  editSegment: '/segments/$id/edit',
  tags: '/tags',
  lifecycle: '/lifecycle',
  identity: '/identity',
  funnels: '/insight/funnels',
  attribution: '/insight/attribution',
  orderTrace: '/insight/attribution/orders/$id',
  cohorts: '/insight/cohorts',
  accounts: '/acquire/accounts',
  codes: '/acquire/codes',
  code: '/acquire/codes/$id',
  library: '/content',
  newContent: '/content/new',
  content: '/content/$id',
  editContent: '/content/$id/edit',
  journeys: '/journeys',
  journey: '/journeys/$id',
  personRuns: '/people/$id/journeys',
  broadcasts: '/reach/broadcasts',
  newBroadcast: '/reach/broadcasts/new',
  broadcast: '/reach/broadcasts/$id',
  budget: '/reach/budget',
  letters: '/reach/letters',
  carriers: '/reach/carriers',
  games: '/spread/games',
  newGame: '/spread/games/new',
  game: '/spread/games/$id',
  staff: '/community/staff',
  callbacks: '/community/callbacks',
  orders: '/commerce/orders',
  order: '/commerce/orders/$id',
  products: '/commerce/products',
  coupons: '/commerce/coupons',
  coupon: '/commerce/coupons/$id',
  workspace: '/settings/workspace',
  members: '/settings/members',
  connections: '/settings/connections',
  keys: '/settings/keys',
  audit: '/settings/audit',
  setPassword: '/set-password',
} as const

type Names<Pattern extends string> = Pattern extends `${string}$${infer Rest}`
  ? Rest extends `${infer Name}/${infer More}`
    ? Name | Names<More>
    : Rest
  : never

/** `/people/$id` with `{ id: 'a b' }` is `/people/a%20b`. */
export const fillPath = <Pattern extends string>(
  pattern: Pattern,
  params: Readonly<Record<Names<Pattern>, string>>,
): string => {
  const values: Readonly<Record<string, string>> = params
  return pattern.replaceAll(/\$(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? ''))
}

type Filters = Readonly<Record<string, string>>

const asked = (pattern: string, filters: Filters): string =>
  [pattern, new URLSearchParams(filters).toString()].filter(Boolean).join('?')

/** Every link of the console is made here; `routes.tsx` reads the same patterns. */
export const paths = {
  home: () => patterns.home,
  login: () => patterns.login,
  status: () => patterns.status,
  overview: () => patterns.overview,
  live: () => patterns.live,
  sources: () => patterns.sources,
  plan: () => patterns.plan,
  deadLetters: () => patterns.deadLetters,
  /** With filters, as the list's address has them. */
  people: (filters: Filters = {}) => asked(patterns.people, filters),
  person: (id: string) => fillPath(patterns.person, { id }),
  segments: () => patterns.segments,
  newSegment: () => patterns.newSegment,
  segment: (id: string) => fillPath(patterns.segment, { id }),
  editSegment: (id: string) => fillPath(patterns.editSegment, { id }),
  tags: () => patterns.tags,
  lifecycle: () => patterns.lifecycle,
  identity: () => patterns.identity,
  funnels: () => patterns.funnels,
  attribution: () => patterns.attribution,
  orderTrace: (id: string) => fillPath(patterns.orderTrace, { id }),
  cohorts: () => patterns.cohorts,
  accounts: (filters: Filters = {}) => asked(patterns.accounts, filters),
  codes: (): string => patterns.codes,
  code: (id: string) => fillPath(patterns.code, { id }),
  library: (): string => patterns.library,
  newContent: (): string => patterns.newContent,
  content: (id: string) => fillPath(patterns.content, { id }),
  editContent: (id: string) => fillPath(patterns.editContent, { id }),
  journeys: (): string => patterns.journeys,
  journey: (id: string) => fillPath(patterns.journey, { id }),
  personRuns: (id: string) => fillPath(patterns.personRuns, { id }),
  broadcasts: (): string => patterns.broadcasts,
  newBroadcast: (): string => patterns.newBroadcast,
  broadcast: (id: string) => fillPath(patterns.broadcast, { id }),
  budget: (): string => patterns.budget,
  letters: (): string => patterns.letters,
  carriers: (): string => patterns.carriers,
  games: (): string => patterns.games,
  newGame: (): string => patterns.newGame,
  game: (id: string) => fillPath(patterns.game, { id }),
  staff: (filters: Filters = {}) => asked(patterns.staff, filters),
  callbacks: (): string => patterns.callbacks,
  orders: (): string => patterns.orders,
  order: (id: string) => fillPath(patterns.order, { id }),
  products: (filters: Filters = {}) => asked(patterns.products, filters),
  coupons: (): string => patterns.coupons,
  coupon: (id: string) => fillPath(patterns.coupon, { id }),
  workspace: (): string => patterns.workspace,
  members: (): string => patterns.members,
  connections: (): string => patterns.connections,
  keys: (): string => patterns.keys,
  audit: (): string => patterns.audit,
  setPassword: (): string => patterns.setPassword,
}
