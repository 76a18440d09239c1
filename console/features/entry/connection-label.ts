import { entry } from '../../i18n/zh-CN/entry.ts'

type Labelled = keyof typeof entry.connection.field

const isLabelled = (field: string): field is Labelled =>
  Object.hasOwn(entry.connection.field, field)

/** A field of a connection, called as the platform's own pages call it. */
export const labelOf = (
  field: string,
  t: (key: `connection.field.${Labelled}`) => string,
): string => (isLabelled(field) ? t(`connection.field.${field}`) : field)
