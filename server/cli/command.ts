import type { Usage } from './flags.ts'

/** One word after `siyu`. */
export interface Command {
  summary: string
  usage: Usage<string>
  run(argv: readonly string[]): Promise<void>
}
