import type { Dialect, EventsEndpoint, Reply, Sent, Told, Wrapped } from '../dialect.ts'
import { pixelReply } from '../gif.ts'
import { wrapped } from '../wrap.ts'
import { parseSensors } from './parse.ts'

/** One event, a list of them, or what could not be read, which is kept as it came. */
function unwrap({ value, text }: Sent): Wrapped {
  if (Array.isArray(value)) return wrapped(value)
  return wrapped([value ?? text])
}

/** `send_type: 'image'` wants a picture. */
const answer = (told: Told, { method }: Sent): Reply =>
  method === 'GET' ? pixelReply() : { body: { success: true, status: 1, ...shown(told) } }

const shown = ({ accepted, refused, position }: Told) => ({ accepted, refused, position })

const collect: EventsEndpoint = {
  kind: 'events',
  methods: ['GET', 'POST'],
  paths: ['/sa', '/sa.gif'],
  unwrap,
  answer,
}

/** Debug mode: the page alerts whatever is answered that is not `{}`, so that is what is wrong. */
const debug: EventsEndpoint = {
  kind: 'events',
  methods: ['GET', 'POST'],
  paths: ['/debug'],
  isDry: ({ header }) => header('dry-run') === 'true',
  unwrap,
  answer: ({ refused }) => ({ body: refused.length === 0 ? {} : { refused } }),
}

export const sensors: Dialect = {
  endpoints: [collect, debug],
  parse: parseSensors,
  poisonous: true,
}
