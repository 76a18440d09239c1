import type { Locale } from '#kernel/locale.ts'
import { operatorOf } from './operators.ts'
import type { Predicate } from './predicate.ts'

/** The predicate as a sentence. Segments are called by their id unless the caller knows their names. */
export const say = (
  predicate: Predicate,
  locale: Locale,
  segmentName: (id: string) => string = (id) => id,
): string =>
  operatorOf(predicate).say(
    predicate,
    locale,
    (child) => say(child, locale, segmentName),
    segmentName,
  )
