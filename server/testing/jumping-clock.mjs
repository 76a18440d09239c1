// Loaded before everything else: this process's clock stands up to a day behind the truth, elsewhere every
// half second; after SIYU_TEST_JUMPING_MS it is right for good.
const DAY_MS = 86_400_000
const EVERY_MS = 500
const Real = Date
let behindMs = 0
const jumps = setInterval(() => (behindMs = Math.random() * DAY_MS), EVERY_MS).unref()
const last = () => {
  clearInterval(jumps)
  behindMs = 0
}
setTimeout(last, Number(process.env.SIYU_TEST_JUMPING_MS)).unref()

const now = () => Math.floor(Real.now() - behindMs)

globalThis.Date = new Proxy(Real, {
  construct: (target, args, self) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, self),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
})
