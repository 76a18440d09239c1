interface Waiting<In, Out> {
  one: In
  done: (out: Out) => void
  fail: (error: unknown) => void
}

interface Limits {
  /** so many groups are written at the same time */
  atOnce: number
  /** of so many at most */
  most: number
}

/**
 * What comes while others are being written waits for them, and is then written together: many small
 * writes share one statement and one commit, and a single one waits for nobody. A group that fails is
 * written one by one, so that one that cannot be written costs nobody else.
 */
export function groupCommit<In, Out>(
  write: (group: readonly In[]) => Promise<readonly Out[]>,
  { atOnce, most }: Limits,
): (one: In) => Promise<Out> {
  const waiting: Waiting<In, Out>[] = []
  let underWay = 0

  async function settle(group: readonly Waiting<In, Out>[]): Promise<void> {
    try {
      const outs = await write(group.map(({ one }) => one))
      for (const [i, { done }] of group.entries()) done(outs[i] as Out)
    } catch (error) {
      const [only] = group
      if (group.length === 1) only?.fail(error)
      else await Promise.all(group.map((one) => settle([one])))
    }
  }

  function go(): void {
    while (underWay < atOnce && waiting.length > 0) {
      underWay++
      void settle(waiting.splice(0, most)).then(() => {
        underWay--
        go()
      })
    }
  }

  return (one) =>
    new Promise((done, fail) => {
      waiting.push({ one, done, fail })
      go()
    })
}
