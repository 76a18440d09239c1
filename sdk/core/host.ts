/** What a runtime lends the core. Everything the core does to the world goes through these. */
export interface Host {
  /** What the device's clock shows, in ms. It may be wrong, and it may jump. */
  now(): number
  /** A fresh unguessable id: 128 random bits in hexadecimal digits. */
  id(): string
  /** Runs later; what it answers takes it back. */
  after(ms: number, run: () => void): () => void
  storage: Storage
  /** `leaving`: the runtime may end at any moment, so whatever still leaves then must carry it. */
  post(request: Post, answered: (answer: Answer) => void): void
  /**
   * One at a time among all that share the storage (the tabs of a browser). `run` is given the word
   * that ends its turn, or `undefined` when another has the turn now.
   */
  alone(run: (done: (() => void) | undefined) => void): void
  /** Says what went wrong to a developer who looks. */
  say(what: string): void
}

/** Small, synchronous, and kept across restarts where the runtime can. */
export interface Storage {
  get(key: string): string | undefined
  set(key: string, value: string): void
  remove(key: string): void
  keys(): string[]
}

export interface Post {
  url: string
  body: string
  leaving: boolean
}

export interface Answer {
  /** 0: nobody answered. */
  status: number
  /** The Retry-After header, as sent. */
  retryAfter?: string | undefined
  /** The body's text, where the runtime has it. */
  text?: string | undefined
}
