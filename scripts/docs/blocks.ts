/** A fenced block of TypeScript in a document. */
export interface Block {
  /** The line of its first line of code, from 1. */
  line: number
  /** Marked `ts run`: it is executed as well, and must end well. */
  runs: boolean
  code: string
}

const FENCE =
  /^(?<indent> *)```(?:ts|typescript)(?<run> run)? *\n(?<code>[\s\S]*?)^\k<indent>``` *$/gm

/** The TypeScript blocks of a Markdown text; those of other languages are left alone. */
export function blocksOf(markdown: string): Block[] {
  return [...markdown.matchAll(FENCE)].map((match) => ({
    line: markdown.slice(0, match.index).split('\n').length + 1,
    runs: match.groups?.run !== undefined,
    code: match.groups?.code ?? '',
  }))
}
