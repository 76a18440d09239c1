import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

/** How far an import of a file has come; lies beside the file until all is done. */
const state = z.object({
  fileHash: z.string(),
  /** what the file was read as: another mapping starts anew */
  plan: z.string(),
  rowsDone: z.int(),
  accepted: z.int(),
  refused: z.int(),
  badRows: z.int(),
})
export type Progress = z.infer<typeof state>

const pathOf = (file: string) => `${file}.siyu-import.json`

export function loadProgress(file: string, fileHash: string, plan: string): Progress {
  const fresh = { fileHash, plan, rowsDone: 0, accepted: 0, refused: 0, badRows: 0 }
  const path = pathOf(file)
  if (!existsSync(path)) return fresh
  const read = state.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  return read.success && read.data.fileHash === fileHash && read.data.plan === plan
    ? read.data
    : fresh
}

/** Whole or not at all: a cut write leaves the one before. */
export function saveProgress(file: string, progress: Progress): void {
  const path = pathOf(file)
  writeFileSync(`${path}.new`, JSON.stringify(progress))
  renameSync(`${path}.new`, path)
}

export const forgetProgress = (file: string): void => rmSync(pathOf(file), { force: true })
