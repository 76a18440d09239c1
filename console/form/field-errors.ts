import type { FieldError } from '../api/problem.ts'

export interface FieldMessage {
  name: (string | number)[]
  errors: string[]
}

/** `steps.0.event` and `steps[0].event` and `/steps/0/event` → `['steps', 0, 'event']`. */
export const fieldPath = (field: string): (string | number)[] =>
  field
    .split(/[./[\]]+/)
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part))

/** Reasons gathered by field, as antd's `form.setFields` takes them. */
export function fieldMessages(errors: readonly FieldError[]): FieldMessage[] {
  const byField = new Map<string, FieldMessage>()
  for (const { field, reason } of errors) {
    const name = fieldPath(field)
    const key = JSON.stringify(name)
    const message = byField.get(key) ?? { name, errors: [] }
    message.errors.push(reason)
    byField.set(key, message)
  }
  return [...byField.values()]
}
