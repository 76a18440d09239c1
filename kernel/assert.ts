/** A bug of ours: what must hold did not. Nobody catches it but the process boundary. */
export class Bug extends Error {
  override name = 'Bug'
}

export function assert(condition: unknown, says: string): asserts condition {
  if (!condition) throw new Bug(says)
}

/** The value, which the caller knows to be there. */
export function must<T>(value: T | null | undefined, says: string): T {
  if (value === null || value === undefined) throw new Bug(`missing: ${says}`)
  return value
}

/** Ends a total switch: a new case does not compile until someone decides here. */
export function unreachable(value: never): never {
  throw new Bug(`unreachable: ${JSON.stringify(value)}`)
}
