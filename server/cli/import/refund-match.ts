/** One purchase of a product that may still be given back. */
interface Left {
  orderId: string
  quantity: number
}

export interface Piece {
  orderId: string
  quantity: number
}

/**
 * Files of real shops tell that something was given back, not of which order. What a person gives
 * back is what they bought last: the newest purchases of the same product are taken first. (One
 * choice of several; it keeps a refund with its own person and product, which is what counts.)
 */
export class RefundMatcher {
  readonly #left = new Map<string, Left[]>()

  bought(person: string, productId: string, orderId: string, quantity: number): void {
    const key = `${person}\n${productId}`
    const known = this.#left.get(key)
    if (known) known.push({ orderId, quantity })
    else this.#left.set(key, [{ orderId, quantity }])
  }

  /** The orders whose pieces these are, newest first; what is not covered was bought elsewhere. */
  givenBack(
    person: string,
    productId: string,
    quantity: number,
  ): { pieces: Piece[]; uncovered: number } {
    const left = this.#left.get(`${person}\n${productId}`) ?? []
    const pieces: Piece[] = []
    let open = quantity
    while (open > 0) {
      const newest = left.at(-1)
      if (!newest) break
      const taken = Math.min(open, newest.quantity)
      pieces.push({ orderId: newest.orderId, quantity: taken })
      open -= taken
      newest.quantity -= taken
      if (newest.quantity === 0) left.pop()
    }
    return { pieces, uncovered: open }
  }
}
