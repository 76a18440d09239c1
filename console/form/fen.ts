/** What was typed in yuan, as integer fen; nothing typed is nothing. */
export const fenOfTyped = (yuan: number | null | undefined): number | undefined =>
  yuan === null || yuan === undefined ? undefined : Math.round(yuan * 100)

/** Fen of the server's for a field that is typed in yuan. */
export const typedOfFen = (fen: number | null | undefined): number | undefined =>
  fen === null || fen === undefined ? undefined : fen / 100
