import { z } from 'zod'

const MAX_EDITS = 20
const POISON = new Set(['__proto__', 'constructor', 'prototype'])

/** A place in an event as it was sent: names with dots between them, `properties.order.id`. */
const place = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((path) => namesOf(path).every((name) => name !== '' && !POISON.has(name)), {
    error: 'must be names with dots between them',
  })

export const Edit = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('set'),
    to: place,
    value: z.union([z.string().max(2_000), z.number(), z.boolean()]),
  }),
  z.object({ do: z.literal('copy'), from: place, to: place }),
  z.object({ do: z.literal('move'), from: place, to: place }),
  z.object({ do: z.literal('remove'), from: place }),
])
export type Edit = z.infer<typeof Edit>

/** How refused events are put right, in this order. None: they are read once more as they are. */
export const Edits = z.array(Edit).max(MAX_EDITS)

const namesOf = (path: string): string[] => path.split('.').map((name) => name.trim())

type Json = Record<string, unknown>

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * An event with the edits made; what was sent is not touched. An edit whose source is not there
 * changes nothing, so that one list of edits may serve events that differ.
 */
export function mended(raw: unknown, edits: readonly Edit[]): unknown {
  if (!isObject(raw) || edits.length === 0) return raw
  const event = structuredClone(raw)
  for (const edit of edits) {
    if (edit.do === 'set') put(event, edit.to, edit.value)
    else if (edit.do === 'remove') remove(event, edit.from)
    else {
      const value = valueAt(event, edit.from)
      if (value === undefined) continue
      if (edit.do === 'move') remove(event, edit.from)
      put(event, edit.to, structuredClone(value))
    }
  }
  return event
}

function parentOf(event: Json, path: string): { parent: unknown; name: string } {
  const names = namesOf(path)
  const name = names.pop() ?? ''
  let parent: unknown = event
  for (const step of names)
    parent = isObject(parent) && Object.hasOwn(parent, step) ? parent[step] : undefined
  return { parent, name }
}

function valueAt(event: Json, path: string): unknown {
  const { parent, name } = parentOf(event, path)
  return isObject(parent) && Object.hasOwn(parent, name) ? parent[name] : undefined
}

function remove(event: Json, path: string): void {
  const { parent, name } = parentOf(event, path)
  if (isObject(parent)) delete parent[name]
}

/** Makes the objects on the way; where something else stands there, that is replaced. */
function put(event: Json, path: string, value: unknown): void {
  const names = namesOf(path)
  const name = names.pop() ?? ''
  let parent = event
  for (const step of names) {
    const next = Object.hasOwn(parent, step) ? parent[step] : undefined
    const object: Json = isObject(next) ? next : {}
    parent[step] = object
    parent = object
  }
  parent[name] = value
}
