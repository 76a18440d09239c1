const text = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null

/** How she is called: by what she calls herself, else by her name; null for whoever told neither. */
export const nameOf = (attributes: Readonly<Record<string, unknown>>): string | null =>
  text(attributes.nickname) ?? text(attributes.name)
