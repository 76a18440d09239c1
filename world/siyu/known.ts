/** What the world knows of Siyu once the brand's team has set it up; saved with the world. */
export interface Siyu {
  /** How far Siyu's clock was moved. */
  clockMs: number
  /** Tracked addresses of the brand's posts, by post id. */
  posts: Record<string, { url: string; configId: string | undefined }>
  /** Staff codes made in Siyu, as contact ways of WeCom. */
  codes: string[]
  /** Pages of group codes made in Siyu. */
  groupCodes?: string[]
  /** The invitation game's id, when one runs. */
  gameId: string | undefined
  position: string | undefined
  /** Ids of what was set up, by our name for it; what is named here is not made again. */
  made: Record<string, string>
}
