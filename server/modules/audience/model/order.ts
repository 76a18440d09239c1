/** Segments that stand in others come first, so that one pass sees their new memberships. */
export function dependenciesFirst<S extends { segment_id: string; reads: readonly string[] }>(
  segments: readonly S[],
): S[] {
  const byId = new Map(segments.map((s) => [s.segment_id, s]))
  const placed = new Set<string>()
  const ordered: S[] = []
  const place = (segment: S, path: ReadonlySet<string>) => {
    if (placed.has(segment.segment_id) || path.has(segment.segment_id)) return
    for (const read of segment.reads) {
      const needed = read.startsWith('segment:') && byId.get(read.slice('segment:'.length))
      if (needed) place(needed, new Set([...path, segment.segment_id]))
    }
    placed.add(segment.segment_id)
    ordered.push(segment)
  }
  for (const segment of segments) place(segment, new Set())
  return ordered
}

/** Would segment `id`, reading these, stand in itself by way of others? */
export function standsInItself(
  id: string,
  reads: readonly string[],
  readsOf: (segmentId: string) => readonly string[],
): boolean {
  const seen = new Set<string>()
  const open = [...reads]
  for (let read = open.pop(); read !== undefined; read = open.pop()) {
    if (!read.startsWith('segment:')) continue
    const other = read.slice('segment:'.length)
    if (other === id) return true
    if (seen.has(other)) continue
    seen.add(other)
    open.push(...readsOf(other))
  }
  return false
}
