/** A row of docs/glossary.md: | English | 中文 | meaning | never call it | */
export interface Term {
  line: number
  english: string
  chinese: string
  meaning: string
  never: readonly string[]
}

const cellsOf = (row: string): string[] =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.replaceAll(/[*`]/g, '').trim())

/** The terms of the glossary; rows of other tables (fewer than four cells) are none. */
export function termsOf(markdown: string): Term[] {
  return markdown.split('\n').flatMap((row, index) => {
    const cells = cellsOf(row)
    const [english = '', chinese = '', meaning = '', never = ''] = cells
    if (cells.length < 4 || /^:?-+:?$/.test(english) || english === 'English') return []
    const banned = never.split(/[,;、，；]/).map((word) => word.trim())
    return [{ line: index + 1, english, chinese, meaning, never: banned.filter(isWord) }]
  })
}

const isWord = (text: string): boolean => /^[a-z][a-z -]*$/i.test(text)
const kebab = (text: string): string => text.toLowerCase().replaceAll(/[ _]+/g, '-')

/**
 * What is wrong with the glossary, or with the names of files that it speaks about: a term twice,
 * a term without meaning or 中文, a word that is one term's name and another's ban, a file called
 * by a banned word.
 */
export function glossaryComplaints(terms: readonly Term[], files: readonly string[]): string[] {
  const names = terms.map(({ english }) => kebab(english))
  const stems = files.map((path) => ({ path, stem: /([^/.]+)[^/]*$/.exec(path)?.[1] ?? '' }))
  return terms.flatMap(({ line, english, chinese, meaning, never }, index) => {
    const at = `docs/glossary.md:${line} ${english}`
    const complaints: string[] = []
    if (names.indexOf(kebab(english)) !== index) complaints.push(`${at} stands there twice`)
    if (chinese === '' || meaning === '') complaints.push(`${at} has no 中文 or no meaning`)
    for (const word of never.map(kebab)) {
      if (names.includes(word)) complaints.push(`${at} bans ${word}, which is itself a term`)
      for (const { path, stem } of stems) {
        if (stem === word) complaints.push(`${path} is named ${word}; the glossary says ${english}`)
      }
    }
    return complaints
  })
}
