import type { Code } from '../types.ts'

export type Duty = NonNullable<Code['duty']>
export type Shift = Duty['shifts'][number]
export type Hours = Omit<Shift, 'staff'>
export type Variant = Code['welcomes'][number]
