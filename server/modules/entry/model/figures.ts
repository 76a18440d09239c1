/** What an account or post cost and brought. Undefined where nothing can be divided. */
export interface Figures {
  costFen: number
  adds: number
  revenueFen: number
}

/** 获客成本: cost ÷ people who became friends. */
export const cacFen = ({ costFen, adds }: Figures): number | undefined =>
  adds > 0 ? Math.round(costFen / adds) : undefined

/** (revenue − cost) ÷ cost: 0.5 is half as much again as was spent. */
export const roi = ({ costFen, revenueFen }: Figures): number | undefined =>
  costFen > 0 ? Math.round(((revenueFen - costFen) / costFen) * 10_000) / 10_000 : undefined
