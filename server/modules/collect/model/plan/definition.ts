import { z } from 'zod'

export const MODES = ['watch', 'flag', 'block'] as const
export type Mode = (typeof MODES)[number]

export const TYPES = ['string', 'number', 'integer', 'boolean', 'date', 'list', 'object'] as const
export type PropertyType = (typeof TYPES)[number]

export const PropertyDefinition = z.object({
  name: z.string().trim().min(1).max(200),
  type: z.enum(TYPES),
  required: z.boolean().default(false),
  /** texts or numbers as text; none: whatever is of the type */
  allowed: z.array(z.string().min(1).max(100)).max(50).default([]),
  unit: z.string().trim().max(30).default(''),
  /** instead of the event's */
  mode: z.enum(MODES).optional(),
})
export type PropertyDefinition = z.infer<typeof PropertyDefinition>

/** What is said of one event. `others` is for properties that it does not name. */
export const Definition = z.object({
  title: z.string().trim().max(100).default(''),
  note: z.string().trim().max(500).default(''),
  owner: z.string().trim().max(100).default(''),
  mode: z.enum(MODES),
  others: z.enum(MODES).default('watch'),
  properties: z
    .array(PropertyDefinition)
    .max(200)
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, {
      error: 'names a property twice',
    }),
})
export type Definition = z.infer<typeof Definition>
