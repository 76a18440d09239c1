import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { benches } from './benches.ts'
import type { Figure } from './figure.ts'

/**
 * `npm run bench` runs all but the long ones, `npm run bench -- NAME …` some. One JSON line a figure on stdout, the
 * rest on stderr; `docs/generated/bench.md` keeps the latest of each. Each bench runs in a process of
 * its own: the embedded ClickHouse opens one data directory in a process.
 */
const PAGE = join(import.meta.dirname, '..', 'docs', 'generated', 'bench.md')
const RECORD = join(import.meta.dirname, '..', 'docs', 'generated', 'bench.json')

async function main(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !benches.some((b) => b.name === name))
  if (unknown.length > 0) {
    const known = benches.map((b) => b.name).join(', ')
    process.stderr.write(`there is no bench ${unknown.join(', ')}; there are: ${known}\n`)
    return 1
  }
  const wanted = benches.filter((b) => (names.length === 0 ? !b.isLong : names.includes(b.name)))
  const only = wanted[0]
  if (wanted.length === 1 && only && process.env.SIYU_BENCH_CHILD) {
    const figure = await only.run((line) => process.stderr.write(`${line}\n`))
    process.stdout.write(`${JSON.stringify(figure)}\n`)
    return 0
  }
  for (const bench of wanted) {
    process.stderr.write(`— ${bench.name}: ${bench.says}\n`)
    const line = execFileSync(process.execPath, [fileURLToPath(import.meta.url), bench.name], {
      env: { ...process.env, SIYU_BENCH_CHILD: '1' },
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
    }).trim()
    process.stdout.write(`${line}\n`)
    record(JSON.parse(line) as Figure)
  }
  return 0
}

interface Recorded extends Figure {
  machine: string
  commit: string
}

function record(measured: Figure) {
  const known: Record<string, Recorded> = existsSync(RECORD)
    ? JSON.parse(readFileSync(RECORD, 'utf8'))
    : {}
  const memoryGib = Math.round(totalmem() / 2 ** 30)
  known[measured.name] = {
    ...measured,
    machine: `${cpus().length} cores, ${memoryGib} GiB`,
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
  }
  mkdirSync(join(PAGE, '..'), { recursive: true })
  writeFileSync(RECORD, `${JSON.stringify(known, null, 2)}\n`)
  const rows = benches.flatMap(({ name, says, target }) => {
    const f = known[name]
    if (!f) return []
    return `| \`${name}\` | ${f.value.toLocaleString('en')} ${f.unit} | ${f.baseline.toLocaleString('en')} | ${f.ratio} | ${target} | ${says} | ${f.machine} | ${f.commit} |`
  })
  writeFileSync(
    PAGE,
    [
      '# Measured speed',
      '',
      'Written by `npm run bench`. Each figure is measured against a raw baseline in the same run;',
      'ratio = value / baseline. Machines differ: compare ratios first.',
      '',
      '| figure | value | baseline | ratio | target | what is measured against what | machine | commit |',
      '|---|---|---|---|---|---|---|---|',
      ...rows,
      '',
    ].join('\n'),
  )
}

process.exitCode = await main(process.argv.slice(2))
