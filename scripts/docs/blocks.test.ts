import { expect, test } from 'vitest'
import { blocksOf } from './blocks.ts'

const page = `# Title

\`\`\`ts
const a = 1
\`\`\`

\`\`\`sh
npm start
\`\`\`

\`\`\`ts run
console.log(1)
\`\`\`
`

test('TypeScript blocks are found, with their line and whether they run', () => {
  expect(blocksOf(page)).toEqual([
    { line: 4, runs: false, code: 'const a = 1\n' },
    { line: 12, runs: true, code: 'console.log(1)\n' },
  ])
})
