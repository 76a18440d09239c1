import type { governance as chinese } from '../zh-CN/governance.ts'
import type { Shape } from '../shape.ts'

export const governance: Shape<typeof chinese> = {
  login: {
    title: 'Log in',
    subtitle: 'Log in to go on tending your private domain.',
    promise: 'Growth you can see through',
    promiseText:
      'From a first encounter in public to an order, and to an old friend. Every number walks back to where it came from.',
    email: 'Email',
    emailMissing: 'Enter your email',
    emailWrong: 'This is not an email address, e.g. name@example.com',
    password: 'Password',
    passwordMissing: 'Enter your password',
    submit: 'Log in',
    wrong: 'Wrong email or password',
    wrongDetail:
      'Check both and try again. If you forgot the password, ask an administrator to reset it.',
    tooMany: 'Too many attempts',
    tooManyDetail: 'To protect the account, try again in {{wait}}.',
    tooManySoon: 'To protect the account, wait a moment and try again.',
    expired: 'Your session has ended. Log in again and you return to where you were.',
    capsLock: 'Caps Lock is on',
  },
  status: {
    title: 'System status',
    description:
      'How this server is doing: whether its stores answer and whether the inbox is falling behind.',
    server: 'Server',
    ok: 'Fine',
    degraded: 'Partly failing',
    down: 'Down',
    version: 'Version',
    serverTime: 'Server time',
    stores: 'Stores',
    inboxPending: 'Batches waiting',
    inboxPendingDefinition:
      'Batches of events that are accepted and stored durably but not yet in the analytics store. Above 0 for long means that processing cannot keep up.',
    inboxAge: 'Longest wait',
    inboxAgeDefinition: 'The time from acceptance until now of the oldest batch in the inbox.',
    empty: 'Nothing waits',
    clock: 'Clock',
    clocks: { real: 'Real time', virtual: 'Virtual time (moves faster, for demos and tests)' },
    embedded: 'Embedded',
    external: 'External',
    names: {
      postgres: 'PostgreSQL (truth and ledgers)',
      clickhouse: 'ClickHouse (history and analytics)',
    },
  },
}
